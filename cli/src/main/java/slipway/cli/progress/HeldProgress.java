package slipway.cli.progress;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import slipway.build.Progress;
import slipway.diagnostics.Problem;

/// A progress that can be held, so that somebody else may use the terminal: whoever has something to tell then waits.
public final class HeldProgress implements Progress {

    private final Progress progress;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    public HeldProgress(Progress progress) {
        this.progress = progress;
    }

    /// Something done while nobody tells anything.
    public interface Work {
        void run() throws IOException;
    }

    /// Does it.
    public void hold(Work work) throws IOException {
        lock.writeLock().lock();
        try {
            work.run();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void tell(Runnable event) {
        lock.readLock().lock();
        try {
            event.run();
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void planned(Step step) {
        tell(() -> progress.planned(step));
    }

    @Override
    public void started(Step step) {
        tell(() -> progress.started(step));
    }

    @Override
    public void cached(Step step) {
        tell(() -> progress.cached(step));
    }

    @Override
    public void output(Step step, Channel channel, byte[] bytes, int length) {
        tell(() -> progress.output(step, channel, bytes, length));
    }

    @Override
    public void transferred(Step step, TransferKind kind, String subject, long done, Optional<Long> total) {
        tell(() -> progress.transferred(step, kind, subject, done, total));
    }

    @Override
    public void completed(Step step) {
        tell(() -> progress.completed(step));
    }

    @Override
    public void failed(Step step, Problem problem) {
        tell(() -> progress.failed(step, problem));
    }

    @Override
    public void cancelled(Step step) {
        tell(() -> progress.cancelled(step));
    }

    @Override
    public void warning(Problem problem) {
        tell(() -> progress.warning(problem));
    }
}
