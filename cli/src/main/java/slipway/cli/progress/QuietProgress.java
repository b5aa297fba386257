package slipway.cli.progress;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.image.Digest;

/// Says nothing, unless a step fails: then what it had written last.
public final class QuietProgress implements ProgressView {
    private final PrintStream out;
    private final Map<Digest, StepOutput> outputs = new LinkedHashMap<>();

    public QuietProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void planned(Step step) {}

    @Override
    public void started(Step step) {}

    @Override
    public void cached(Step step) {}

    @Override
    public synchronized void output(Step step, Channel channel, byte[] bytes, int length) {
        outputs.computeIfAbsent(step.digest(), _ -> new StepOutput()).add(channel, bytes, length);
    }

    @Override
    public void transferred(Step step, TransferKind kind, String subject, long done, Optional<Long> total) {}

    @Override
    public synchronized void completed(Step step) {
        outputs.remove(step.digest());
    }

    @Override
    public synchronized void failed(Step step, Problem problem) {
        StepOutput output = outputs.getOrDefault(step.digest(), new StepOutput());
        output.finish();
        FailedStep.print(out, step, output);
        out.flush();
    }

    @Override
    public void cancelled(Step step) {}

    @Override
    public void warning(Problem problem) {}

    @Override
    public void close() {}
}
