package slipway.build.run.execute;

import java.io.IOException;
import java.nio.file.Path;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// Runs one process in a file system of its own and waits until nothing of it is left.
///
/// When `execute` returns or throws, every process of the step has ended, nothing of it is mounted, and the root's
/// writable directory holds what the process changed and nothing else: no mount point that the image lacked, no
/// changed time of a directory in which one was needed.
public interface Executor {

    /// Runs the process and says how it ended. A process that cannot be started is an answer too
    /// ([ExitStatus.NotStarted]); it is what a shell reports as 126 or 127.
    ///
    /// Output reaches `output` as it is written, from one thread at a time, and completely before this method returns.
    ///
    /// @throws slipway.diagnostics.SlipwayException.Interrupted if `cancellation` was cancelled
    /// @throws slipway.diagnostics.SlipwayException.BadInput if this machine forbids what the step needs
    /// @throws IOException if the sandbox itself could not be built, or `output` failed
    ExitStatus execute(ProcessSpec spec, OutputSink output, Cancellation cancellation) throws IOException;

    /// The same for a process that someone talks with.
    ///
    /// @param terminal the device that becomes its input, its output and the terminal of its session
    /// @param errors what it writes to its standard error, which is no terminal unless the process makes it one
    /// @throws slipway.diagnostics.SlipwayException.BadInput if this executor knows no terminals
    default ExitStatus converse(ProcessSpec spec, Path terminal, OutputSink errors, Cancellation cancellation)
            throws IOException {
        throw new SlipwayException.BadInput(Problem.of("what runs steps here has no terminals"));
    }
}
