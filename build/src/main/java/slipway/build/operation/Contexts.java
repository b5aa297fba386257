package slipway.build.operation;

import java.io.IOException;
import slipway.build.BuildRequest.ContextRoot;
import slipway.build.files.ContextFiles;
import slipway.build.files.FileSource;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.dockerfile.pattern.IgnoreFile;

/// Opens what a build may copy from.
final class Contexts {

    private Contexts() {}

    /// @throws SlipwayException.BadInput when there is nothing to copy from
    static FileSource open(ContextRoot root) throws IOException {
        return switch (root) {
            case ContextRoot.Directory(var path, var ignoreFile) ->
                ContextFiles.of(path, ignoreFile.map(IgnoreFile::parse).orElseGet(IgnoreFile::none));
            case ContextRoot.Nothing() -> throw new SlipwayException.BadInput(
                    Problem.of("there is no build context to copy from")
                            .hint("the Dockerfile came alone;"
                                    + " give a directory as the context, and the Dockerfile with -f -"));
        };
    }
}
