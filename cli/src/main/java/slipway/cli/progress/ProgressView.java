package slipway.cli.progress;

import slipway.build.Progress;

/// A progress that shows what it hears until it is closed. Closing shows the end: all steps, the output of a failed one,
/// and the warnings.
public interface ProgressView extends Progress, AutoCloseable {
    @Override
    void close();
}
