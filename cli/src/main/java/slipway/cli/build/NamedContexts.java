package slipway.cli.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import slipway.build.BuildRequest.ContextRoot;
import slipway.build.BuildRequest.NamedContext;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Reference;

/// The contexts that a build knows by name: those of the project file, and those of `--build-context`, which win.
public final class NamedContexts {

    private static final String COMPOSE = "compose:";
    private static final String IMAGE = "docker-image://";

    private final Compositions compositions;

    /// @param compositions composes the bases that are named
    NamedContexts(Compositions compositions) {
        this.compositions = compositions;
    }

    /// @param context in which the project file is looked for
    /// @param options `NAME=VALUE`, as given
    /// @param here what relative paths in options start from
    public SequencedMap<String, NamedContext> resolve(LoadedContext context, List<String> options, Path here)
            throws IOException {
        ProjectFile project = ProjectFile.of(context.directory());
        var contexts = new LinkedHashMap<String, NamedContext>();
        var given = new LinkedHashMap<String, String>();
        for (String option : options) {
            int equals = option.indexOf('=');
            if (equals < 1) throw new SlipwayException.Usage(Problem.of("--build-context " + option + " has no value")
                    .hint("write --build-context NAME=VALUE"));
            given.put(option.substring(0, equals), option.substring(equals + 1));
        }
        for (var setting : project.contexts().entrySet()) {
            if (given.containsKey(setting.getKey())) continue;
            try {
                contexts.put(setting.getKey(), resolve(setting.getValue().value(), project.directory()));
            } catch (SlipwayException e) {
                throw e.in(setting.getValue().location());
            }
        }
        for (var option : given.entrySet()) contexts.put(option.getKey(), resolve(option.getValue(), here));
        return contexts;
    }

    private NamedContext resolve(String value, Path base) throws IOException {
        if (value.startsWith(COMPOSE)) return compositions.context(value.substring(COMPOSE.length()), base);
        if (value.startsWith(IMAGE)) return new NamedContext.ImageName(Reference.parse(value.substring(IMAGE.length())));
        if (value.contains("://")) {
            throw new SlipwayException.BadInput(Problem.of("contexts of this kind are not supported yet: " + value)
                    .hint("a directory, compose:FILE and docker-image://NAME are"));
        }
        Path directory = base.resolve(value).normalize();
        if (!Files.isDirectory(directory)) throw new SlipwayException.BadInput(Problem.of("there is no directory " + value)
                .hint("it is to be a named context"));
        return new NamedContext.Files(new ContextRoot.Directory(directory, LoadedContext.rootIgnoreFile(directory)));
    }
}
