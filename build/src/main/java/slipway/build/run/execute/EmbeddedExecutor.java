package slipway.build.run.execute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import slipway.build.linux.Architecture;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// The sandbox of our own, from the kernel's namespaces; nothing needs to be installed.
///
/// What the step is kept from is decided in [SandboxProgram] and the classes it names. No mount, process or file of it
/// is left when the step has ended, and none outlives this process, however that ends.
public final class EmbeddedExecutor implements Executor {
    private final Sandbox sandbox;
    private final ProgramRun runs;

    private EmbeddedExecutor(Sandbox sandbox, ProgramRun runs) {
        this.sandbox = sandbox;
        this.runs = runs;
    }

    /// An executor that keeps its interpreter and an empty directory in `scratch`, which must allow programs to run.
    ///
    /// @throws SlipwayException.BadInput if this machine or user cannot run steps, with what would help
    public static EmbeddedExecutor in(Path scratch) throws IOException {
        Sandbox sandbox = Sandbox.here(scratch);
        return new EmbeddedExecutor(sandbox, new ProgramRun(scratch.toAbsolutePath()));
    }

    @Override
    public ExitStatus execute(ProcessSpec spec, OutputSink output, Cancellation cancellation) throws IOException {
        var program = SandboxProgram.of(sandbox, spec, ProcessSteps.Streams.PIPES);
        List<ReportFilter.Report> reports = runs.run(program.program(), output, cancellation);
        return program.status(reports);
    }

    @Override
    public ExitStatus converse(ProcessSpec spec, Path terminal, OutputSink errors, Cancellation cancellation)
            throws IOException {
        var program = SandboxProgram.of(sandbox, spec, ProcessSteps.Streams.TERMINAL);
        return program.status(runs.run(program.program(), terminal, errors, cancellation));
    }
}
