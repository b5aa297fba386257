package slipway.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import slipway.diagnostics.SlipwayException;

/// Does the same to many things at a time, and stops at the first failure.
final class Parallel {

    /// What is done to one thing.
    @FunctionalInterface
    interface Work<T> {
        void on(T item) throws IOException;
    }

    private Parallel() {}

    /// Returns when all is done, or throws the first failure once the rest has been broken off.
    ///
    /// @param lanes how many may work at a time, these and others
    static <T> void each(Collection<T> items, Semaphore lanes, Work<T> work) throws IOException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = new ExecutorCompletionService<Void>(threads);
            List<Future<Void>> running = new ArrayList<>();
            for (T item : items) {
                running.add(done.submit(() -> {
                    lanes.acquire();
                    try {
                        work.on(item);
                    } finally {
                        lanes.release();
                    }
                    return null;
                }));
            }
            try {
                for (int i = 0; i < running.size(); i++) done.take().get();
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new SlipwayException.Interrupted();
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw failure(e.getCause());
            }
        }
    }

    private static IOException failure(Throwable cause) {
        return switch (cause) {
            case IOException e -> e;
            case UncheckedIOException e -> e.getCause();
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case InterruptedException _ -> throw new SlipwayException.Interrupted();
            default -> new IOException(cause);
        };
    }
}
