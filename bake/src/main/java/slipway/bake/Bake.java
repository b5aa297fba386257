package slipway.bake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import slipway.bake.compose.ComposeReader;
import slipway.bake.hcl.Body;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;

/// A definition of builds, read from files.
///
/// ```
/// Bake bake = Bake.read(BakeFiles.found(directory), surroundings);
/// Resolution resolution = bake.resolve(List.of("default"), List.of("*.pull=true"));
/// resolution.targets()…
/// ```
///
/// All errors are [SlipwayException.BadInput] at a place in a file, or [SlipwayException.Usage] about an option.
public final class Bake {

    private final Definition definition;
    private final Surroundings surroundings;

    private Bake(Definition definition, Surroundings surroundings) {
        this.definition = definition;
        this.surroundings = surroundings;
    }

    /// Reads files that are merged in their order: compose files first, then HCL and JSON upon them.
    public static Bake read(List<Source> files, Surroundings surroundings) {
        var composeFiles = new ArrayList<Source>();
        var bodies = new ArrayList<Body>();
        for (Source file : files) {
            switch (Format.of(file)) {
                case COMPOSE -> composeFiles.add(file);
                case JSON -> bodies.add(Body.parseJson(file, HclReader.SCHEMA));
                case HCL -> bodies.add(Body.parse(file));
            }
        }
        Definition definition = composeFiles.isEmpty() ? Definition.EMPTY : ComposeReader.read(composeFiles, surroundings);
        return new Bake(HclReader.read(bodies, surroundings, definition), surroundings);
    }

    private enum Format {
        COMPOSE,
        JSON,
        HCL;

        /// By the name of a file; what has another name, such as standard input, by what is in it.
        static Format of(Source file) {
            String name = file.name().toLowerCase(Locale.ROOT);
            if (name.endsWith(".yaml") || name.endsWith(".yml")) return COMPOSE;
            if (name.endsWith(".json")) return JSON;
            if (name.endsWith(".hcl")) return HCL;
            if (file.text().stripLeading().startsWith("{")) return JSON;
            return ComposeReader.looksLike(file) ? COMPOSE : HCL;
        }
    }

    /// Everything that is defined.
    public Definition definition() {
        return definition;
    }

    /// Completes targets.
    ///
    /// @param names of targets and groups, with wildcards if need be; groups come before targets of the same name
    /// @param overrides `PATTERN.KEY[.NAME][+]=VALUE`
    public Resolution resolve(List<String> names, List<String> overrides) {
        return new Resolver(definition, overrides, surroundings).resolve(names);
    }
}
