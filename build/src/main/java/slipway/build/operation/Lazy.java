package slipway.build.operation;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// A value that is made when it is first asked for, once.
final class Lazy<T> {

    /// Makes the value.
    interface Maker<T> {
        T make() throws IOException;
    }

    private final Maker<T> maker;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<T> made = Optional.empty();

    Lazy(Maker<T> maker) {
        this.maker = maker;
    }

    T value() throws IOException {
        lock.lock();
        try {
            if (made.isEmpty()) made = Optional.of(maker.make());
            return made.get();
        } finally {
            lock.unlock();
        }
    }
}
