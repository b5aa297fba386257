package slipway.build.operation;

import java.io.IOException;
import slipway.build.BuildRequest.ContextRoot;
import slipway.build.files.ContextFiles;
import slipway.build.files.FileSource;
import slipway.build.files.NoFiles;
import slipway.dockerfile.pattern.IgnoreFile;

/// Opens what a build may copy from.
final class Contexts {

    private Contexts() {}

    static FileSource open(ContextRoot root) throws IOException {
        return switch (root) {
            case ContextRoot.Directory(var path, var ignoreFile) ->
                ContextFiles.of(path, ignoreFile.map(IgnoreFile::parse).orElseGet(IgnoreFile::none));
            case ContextRoot.Nothing() -> new NoFiles();
        };
    }
}
