package slipway.build.operation;

import java.io.IOException;
import slipway.build.files.FileSource;

/// What a step results in.
public sealed interface StepResult permits Stack, StepResult.Plain {

    /// Its files, to copy from.
    FileSource files() throws IOException;

    /// Files that are no layers: a context, or what stands in the Dockerfile.
    record Plain(FileSource files) implements StepResult {}
}
