package slipway.build.run.execute;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A wish to stop, which work that is under way can hear of at once.
///
/// Safe for use by several threads. What was asked for cannot be taken back.
public final class Cancellation {
    private final Set<Registration> waiting = new LinkedHashSet<>();
    private boolean cancelled;

    /// Stops everything that listens now, and everything that begins to listen later.
    public void cancel() {
        List<Registration> told;
        synchronized (waiting) {
            if (cancelled) return;
            cancelled = true;
            told = new ArrayList<>(waiting);
            waiting.clear();
        }
        told.forEach(registration -> registration.action.run());
    }

    public boolean isCancelled() {
        synchronized (waiting) {
            return cancelled;
        }
    }

    /// Runs `action` when the wish comes, on the thread that wishes; at once if it has come already. Closing the
    /// registration ends the interest.
    public Registration whenCancelled(Runnable action) {
        var registration = new Registration(action);
        synchronized (waiting) {
            if (!cancelled) {
                waiting.add(registration);
                return registration;
            }
        }
        action.run();
        return registration;
    }

    /// An interest in the wish to stop.
    public final class Registration implements AutoCloseable {
        private final Runnable action;

        private Registration(Runnable action) {
            this.action = action;
        }

        @Override
        public void close() {
            synchronized (waiting) {
                waiting.remove(this);
            }
        }
    }
}
