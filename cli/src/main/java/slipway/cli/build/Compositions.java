package slipway.cli.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import slipway.build.BuildRequest.NamedContext;
import slipway.compose.ComposeOptions;
import slipway.compose.Composer;
import slipway.compose.Composition;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// Bases that are composed when a build names them: `builtin/NAME`, or a file.
///
/// @param options with what they are composed
public record Compositions(ComposeOptions options) {

    private static final String BUILTIN = "builtin/";

    /// The composition of that name.
    ///
    /// @param base what a relative path starts from
    public static Composition find(String name, Path base) throws IOException {
        if (name.startsWith(BUILTIN)) return Composition.named(name.substring(BUILTIN.length()));
        Path file = base.resolve(name).normalize();
        if (!Files.isRegularFile(file)) {
            throw new SlipwayException.BadInput(Problem.of("there is no composition " + name)
                    .hint("give a file, or one of builtin/" + String.join(", builtin/", Composition.names())));
        }
        return Composition.read(file);
    }

    /// The named context for a composition. It is read now, and composed when it is needed.
    ///
    /// A file's lock lies beside it, in the project. What ships with Slipway has its lock in the store: the first build
    /// decides on versions, and later ones keep to them until they are asked to pull.
    NamedContext context(String name, Path base) throws IOException {
        Composition composition = find(name, base);
        ComposeOptions own = composition.file().isPresent() ? options
                : options.withLockFile(Files.createDirectories(options.cache().resolve("locks")).resolve(name.replace('/', '-') + ".lock"));
        return new NamedContext.Made("[compose " + name + "]", log -> Composer.compose(composition, own, new ComposeLog(log)).image());
    }
}
