package slipway.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The end of a process that is asked to stop, by Ctrl-C or politely: the command is interrupted, and has time to clean up.
///
/// The JVM ends as soon as its shutdown hooks have, whatever other threads do; so the hook waits until the command says that
/// it is [#done].
final class Ending {
    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    private Ending(Thread worker) {
        hook = new Thread(() -> stop(worker), "stop on signal");
    }

    /// Watches over the work of this thread.
    static Ending ofThisThread() {
        var ending = new Ending(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(ending.hook);
        return ending;
    }

    private void stop(Thread worker) {
        worker.interrupt();
        try {
            done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Why the process ends.
    enum Cause {
        /// It has done what it was to do.
        WORK_DONE,
        /// It was asked to. The signal decides the exit code.
        SIGNAL
    }

    /// The command has ended, and has said what it had to say.
    Cause done() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            return Cause.WORK_DONE;
        } catch (IllegalStateException stopping) {
            return Cause.SIGNAL;
        }
    }
}
