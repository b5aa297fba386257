package slipway.cli.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;

/// Finds the file that says what of a directory is no part of a context. Others know no `.containerignore` (BuildKit) or
/// prefer it (buildah); here it counts where there is no `.dockerignore`.
final class IgnoreFiles {

    private IgnoreFiles() {}

    /// What `--ignorefile` names; else `<Dockerfile>.dockerignore`; else what is in the directory.
    static Optional<Source> of(Path directory, Optional<Path> named, Optional<Path> dockerfile) throws IOException {
        if (named.isPresent()) {
            if (Files.isRegularFile(named.get())) return Optional.of(TextFiles.read(named.get().toString(), named.get()));
            throw new SlipwayException.BadInput(Problem.of("there is no file " + named.get())
                    .hint("--ignorefile is relative to the current directory"));
        }
        if (dockerfile.isPresent()) {
            Path own = dockerfile.get().resolveSibling(dockerfile.get().getFileName() + ".dockerignore");
            if (Files.isRegularFile(own)) return Optional.of(TextFiles.read(own.getFileName().toString(), own));
        }
        return of(directory);
    }

    /// The ignore file in a directory, if it has one.
    static Optional<Source> of(Path directory) throws IOException {
        for (String name : new String[] {".dockerignore", ".containerignore"}) {
            Path file = directory.resolve(name);
            if (Files.isRegularFile(file)) return Optional.of(TextFiles.read(name, file));
        }
        return Optional.empty();
    }
}
