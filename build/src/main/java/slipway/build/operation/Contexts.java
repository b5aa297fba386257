package slipway.build.operation;

import java.io.IOException;
import slipway.build.files.FileSource;

/// The directories that a build may copy from.
public interface Contexts {

    /// The files of a named context, or of the build's own one, whose name is empty.
    FileSource open(String name) throws IOException;
}
