package slipway.cli.progress;

import java.util.Optional;
import java.util.function.Consumer;
import slipway.build.Progress;
import slipway.diagnostics.Problem;

/// Tells two others what it hears: one that shows it, and one that keeps it.
public record BothProgress(Progress first, Progress second) implements Progress {

    private void both(Consumer<Progress> event) {
        event.accept(first);
        event.accept(second);
    }

    @Override
    public void planned(Step step) {
        both(progress -> progress.planned(step));
    }

    @Override
    public void started(Step step) {
        both(progress -> progress.started(step));
    }

    @Override
    public void cached(Step step) {
        both(progress -> progress.cached(step));
    }

    @Override
    public void output(Step step, Channel channel, byte[] bytes, int length) {
        both(progress -> progress.output(step, channel, bytes, length));
    }

    @Override
    public void transferred(Step step, TransferKind kind, String subject, long done, Optional<Long> total) {
        both(progress -> progress.transferred(step, kind, subject, done, total));
    }

    @Override
    public void completed(Step step) {
        both(progress -> progress.completed(step));
    }

    @Override
    public void failed(Step step, Problem problem) {
        both(progress -> progress.failed(step, problem));
    }

    @Override
    public void cancelled(Step step) {
        both(progress -> progress.cancelled(step));
    }

    @Override
    public void warning(Problem problem) {
        both(progress -> progress.warning(problem));
    }
}
