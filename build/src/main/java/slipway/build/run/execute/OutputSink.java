package slipway.build.run.execute;

import java.io.IOException;

/// Takes what a process writes, while it runs.
@FunctionalInterface
public interface OutputSink {

    /// Where the process wrote.
    enum Channel { OUT, ERR }

    /// Takes the first `length` bytes of `buffer`, which the caller uses again afterwards.
    void write(Channel channel, byte[] buffer, int length) throws IOException;

    /// Forgets everything.
    static OutputSink nowhere() {
        return (_, _, _) -> { };
    }
}
