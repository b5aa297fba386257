package slipway.build.run.execute;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import slipway.build.linux.Interpreter;
import slipway.build.linux.Program;
import slipway.build.run.execute.OutputSink.Channel;
import slipway.build.run.execute.ReportFilter.Taker;
import slipway.diagnostics.SlipwayException;

/// Runs a [Program] in a process of its own and passes on what is written meanwhile.
///
/// The process reads its program from a pipe that stays open until the end, so that it can notice our death. What it has
/// to say itself comes down the same pipe as the errors of the step; see [ReportFilter].
final class ProgramRun {
    private static final int PATIENCE_SECONDS = 5;

    private final Path directory;

    /// @param directory where the interpreter may be kept
    ProgramRun(Path directory) {
        this.directory = directory;
    }

    /// The reports of a program that has ended, in order. All output has reached `output`.
    List<ReportFilter.Report> run(Program program, OutputSink output, Cancellation cancellation) throws IOException {
        return run(program, Redirect.PIPE, output, cancellation);
    }

    /// The same, with a terminal for output. Only errors reach `errors`.
    List<ReportFilter.Report> run(Program program, Path terminal, OutputSink errors, Cancellation cancellation)
            throws IOException {
        return run(program, Redirect.to(terminal.toFile()), errors, cancellation);
    }

    private List<ReportFilter.Report> run(Program program, Redirect to, OutputSink output, Cancellation cancellation)
            throws IOException {
        if (cancellation.isCancelled()) throw new SlipwayException.Interrupted();
        Process process = start(program, to);
        var failure = new AtomicReference<IOException>();
        var filter = new ReportFilter(program.mark());
        try (var _ = cancellation.whenCancelled(() -> kill(process))) {
            Taker errors = (buffer, length) -> write(output, Channel.ERR, buffer, length);
            Thread out = pump(process, process.getInputStream(), failure,
                    (buffer, length) -> write(output, Channel.OUT, buffer, length), () -> { });
            Thread err = pump(process, process.getErrorStream(), failure,
                    (buffer, length) -> filter.accept(buffer, length, errors), () -> filter.finish(errors));
            send(program, process);
            out.join();
            err.join();
            process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new SlipwayException.Interrupted();
        } finally {
            end(process);
        }
        if (cancellation.isCancelled()) throw new SlipwayException.Interrupted();
        if (failure.get() != null) throw failure.get();
        return filter.reports();
    }

    private Process start(Program program, Redirect to) throws IOException {
        Path interpreter = Interpreter.install(program.architecture(), directory);
        var builder = new ProcessBuilder(interpreter.toString()).directory(new java.io.File("/"))
                .redirectOutput(to);
        builder.environment().clear();
        for (int attempt = 0; ; attempt++) {
            try {
                return builder.start();
            } catch (IOException e) {
                // A process that another thread starts may hold the file, just written, open for a moment longer.
                if (attempt == 100 || !isBusy(e)) throw e;
                pause();
            }
        }
    }

    /// Whether it says "text file busy", in the words of one JDK or of another.
    private static boolean isBusy(IOException e) {
        return e.getMessage() != null && e.getMessage().matches("(?s).*error[=:] ?26\\b.*");
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(10);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private static void send(Program program, Process process) {
        try {
            process.getOutputStream().write(program.encode());
            process.getOutputStream().flush();
        } catch (IOException _) {
            // It ended before it had read all. What it reported, or that it reported nothing, says why.
        }
    }

    /// Ends the step, by what its init process waits for: the end of the pipe. It needs time only to clean up after
    /// itself; where even that does not come to an end, the whole is killed.
    private static void kill(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException _) {
            // The other end is gone already.
        }
        process.onExit().completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .thenAccept(_ -> process.destroyForcibly());
    }

    /// Ends what may be left. The init process of the step goes when its parent goes, and takes the step with it.
    private static void end(Process process) {
        if (process.isAlive()) kill(process);
        boolean interrupted = false;
        for (boolean ended = false; !ended; ) {
            try {
                process.waitFor();
                ended = true;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private static void write(OutputSink output, Channel channel, byte[] buffer, int length) throws IOException {
        if (length == 0) return;
        synchronized (output) {
            output.write(channel, buffer, length);
        }
    }

    /// Platform threads: a read from a pipe of a process holds the thread that carries a virtual one.
    private static Thread pump(
            Process process, InputStream from, AtomicReference<IOException> failure, Taker to, Ending ending) {
        return Thread.ofPlatform().daemon().name("step-output").start(() -> {
            byte[] buffer = new byte[1 << 15];
            try (from) {
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) to.take(buffer, n);
                ending.run();
            } catch (IOException e) {
                failure.compareAndSet(null, e);
                kill(process);
            }
        });
    }

    /// What is to be done when no more output can come.
    @FunctionalInterface
    private interface Ending {
        void run() throws IOException;
    }
}
