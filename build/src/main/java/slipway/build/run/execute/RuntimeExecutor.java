package slipway.build.run.execute;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Runs steps with an OCI runtime, from a bundle that asks for what the sandbox of our own does.
///
/// Mounts and bundle exist only for the runtime and only while it runs. The step itself is process 1 of its namespace, as
/// these runtimes have it, and so does not die of a signal that it sends itself unless it asks to.
public final class RuntimeExecutor implements Executor {
    private final OciRuntime runtime;
    private final Sandbox sandbox;
    private final ProgramRun runs;

    private RuntimeExecutor(OciRuntime runtime, Sandbox sandbox, ProgramRun runs) {
        this.runtime = runtime;
        this.sandbox = sandbox;
        this.runs = runs;
    }

    /// An executor that keeps a small program and an empty directory in `scratch`, which must allow programs to run.
    ///
    /// @throws slipway.diagnostics.SlipwayException.BadInput if this machine or user cannot run steps
    public static RuntimeExecutor in(Path scratch, OciRuntime runtime) throws IOException {
        Sandbox sandbox = Sandbox.here(scratch);
        return new RuntimeExecutor(runtime, sandbox, new ProgramRun(scratch.toAbsolutePath()));
    }

    @Override
    public ExitStatus execute(ProcessSpec spec, OutputSink output, Cancellation cancellation) throws IOException {
        var program = RuntimeProgram.of(runtime, sandbox, spec, ProcessSteps.Streams.PIPES);
        List<ReportFilter.Report> reports = runs.run(program.program(), output, cancellation);
        return program.status(reports);
    }

    @Override
    public ExitStatus converse(ProcessSpec spec, Path terminal, OutputSink errors, Cancellation cancellation)
            throws IOException {
        var program = RuntimeProgram.of(runtime, sandbox, spec, ProcessSteps.Streams.TERMINAL);
        return program.status(runs.run(program.program(), terminal, errors, cancellation));
    }
}
