package slipway.registry.transport;

import java.time.Duration;

/// Watches one transfer and ends it when nothing has moved for too long. Time that our own side takes between two waits
/// does not count.
final class StallWatch implements AutoCloseable {

    private final Thread watcher;
    private volatile long waitingSince;
    private volatile long limit;
    private volatile boolean waiting;
    private volatile boolean stalled;

    StallWatch(Duration limit, Runnable whenStalled) {
        this.limit = limit.toNanos();
        this.watcher = Thread.ofVirtual().name("stall-watch").start(() -> watch(whenStalled));
    }

    /// We begin, or begin anew, to wait for the other side.
    void waiting() {
        waitingSince = System.nanoTime();
        waiting = true;
    }

    /// The other side has answered; it is our turn.
    void moving() {
        waiting = false;
    }

    /// From now on the other side may take longer.
    void allow(Duration longer) {
        limit = longer.toNanos();
    }

    boolean stalled() {
        return stalled;
    }

    private void watch(Runnable whenStalled) {
        try {
            while (!Thread.interrupted()) {
                Thread.sleep(Duration.ofNanos(Math.max(1_000_000, limit / 4)));
                if (waiting && System.nanoTime() - waitingSince > limit) {
                    stalled = true;
                    whenStalled.run();
                    return;
                }
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
