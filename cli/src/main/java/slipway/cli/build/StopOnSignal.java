package slipway.cli.build;

import slipway.build.run.execute.Cancellation;

/// Makes Ctrl-C and a polite end of the process cancel the work, and waits until it has cleaned up.
///
/// The JVM ends as soon as its shutdown hooks have, whatever other threads do; so the hook waits for [#close].
public final class StopOnSignal implements AutoCloseable {

    private static final long PATIENCE_MILLISECONDS = 20_000;

    private final Cancellation cancellation = new Cancellation();
    private final java.util.concurrent.CountDownLatch done = new java.util.concurrent.CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop on signal");

    public StopOnSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public Cancellation cancellation() {
        return cancellation;
    }

    private void stop() {
        cancellation.cancel();
        try {
            done.await(PATIENCE_MILLISECONDS, java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The work has ended, one way or the other.
    @Override
    public void close() {
        done.countDown();
        if (cancellation.isCancelled()) return;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            return; // The hook is running already, and has been told.
        }
    }
}
