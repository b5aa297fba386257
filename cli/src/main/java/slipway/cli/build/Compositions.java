package slipway.cli.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import slipway.build.BuildRequest.NamedContext;
import slipway.compose.ComposeOptions;
import slipway.compose.Composer;
import slipway.compose.Composition;

/// Bases that are composed when a build names them: `builtin/NAME`, or a file.
///
/// @param options with what they are composed
record Compositions(ComposeOptions options) {

    /// The named context for a composition. It is read now, and composed when it is needed.
    ///
    /// A file's lock lies beside it, in the project. What ships with Slipway has its lock in the store: the first build
    /// decides on versions, and later ones keep to them until they are asked to pull.
    NamedContext context(String name, Path base) throws IOException {
        Composition composition = Composition.find(name, base);
        ComposeOptions own = composition.file().isPresent() ? options
                : options.withLockFile(Files.createDirectories(options.cache().resolve("locks"))
                        .resolve(name.replace('/', '-') + ".lock"));
        return new NamedContext.Made("[compose " + name + "]", (platform, log) ->
                Composer.compose(composition, own.with(platform), new ComposeLog(log)).image());
    }
}
