package slipway.build.solve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

/// Finds the results of steps that depend on each other: each step once, as soon as its inputs are there, and all that do
/// not wait for each other at the same time.
///
/// Each step has a virtual thread of its own, which mostly waits. The first failure stops the others: threads are
/// interrupted, and `stop` is called for whatever does not listen to that.
///
/// @param <N> what steps are named by
/// @param <R> what steps result in
public final class Solver<N, R> {

    /// A step to solve, after those it names as inputs.
    public record Step<N, R>(N name, List<N> inputs, Operation<R> operation, Cache cache) {
        public Step {
            inputs = List.copyOf(inputs);
        }
    }

    /// Whether a result may come from the cache.
    public enum Cache {
        USE,
        IGNORE
    }

    private final SolveListener<N> listener;
    private final Runnable stop;
    private final SequencedMap<N, CompletableFuture<Operation.Solved<R>>> results = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Optional<Throwable>> failure = new AtomicReference<>(Optional.empty());

    /// @param stop stops what runs outside of the threads: processes of steps
    public Solver(SolveListener<N> listener, Runnable stop) {
        this.listener = listener;
        this.stop = stop;
    }

    /// Solves all steps and waits for them.
    ///
    /// @param steps each after its inputs
    /// @return the results by name
    /// @throws IOException the first failure, if it is one; other failures come as the exceptions they are
    /// @throws InterruptedException if the caller is interrupted, once all steps have stopped
    public Map<N, Operation.Solved<R>> solve(List<Step<N, R>> steps) throws IOException, InterruptedException {
        for (Step<N, R> step : steps) {
            var inputs = step.inputs().stream().map(this::future).toList();
            var result = new CompletableFuture<Operation.Solved<R>>();
            if (results.putIfAbsent(step.name(), result) != null) throw new IllegalArgumentException("twice: "
                    + step.name());
            threads.add(Thread.ofVirtual().unstarted(() -> run(step, inputs, result)));
        }
        threads.forEach(Thread::start);
        awaitAll();
        raise(failure.get());
        var solved = new LinkedHashMap<N, Operation.Solved<R>>();
        results.forEach((name, future) -> solved.put(name, future.join()));
        return solved;
    }

    /// Waits for all steps; an interrupt fails the solve, and is waited out too.
    private void awaitAll() {
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    fail(e);
                }
            }
        }
    }

    private CompletableFuture<Operation.Solved<R>> future(N input) {
        return Optional.ofNullable(results.get(input)).orElseThrow(() ->
                new IllegalArgumentException("after its user: " + input));
    }

    private void run(Step<N, R> step, List<CompletableFuture<Operation.Solved<R>>> inputs,
            CompletableFuture<Operation.Solved<R>> result) {
        try {
            var solvedInputs = new ArrayList<Operation.Solved<R>>();
            for (var input : inputs) solvedInputs.add(input.join());
            if (failure.get().isPresent()) throw new CancellationException();
            result.complete(solve(step, solvedInputs));
        } catch (CompletionException | CancellationException e) {
            listener.cancelled(step.name());
            result.completeExceptionally(e);
        } catch (Throwable e) {
            if (fail(e)) listener.failed(step.name(), e);
            else listener.cancelled(step.name());
            result.completeExceptionally(e);
        }
    }

    private Operation.Solved<R> solve(Step<N, R> step, List<Operation.Solved<R>> inputs) throws IOException,
            InterruptedException {
        listener.started(step.name());
        Operation<R> operation = step.operation();
        CacheKey key = operation.key(inputs);
        if (step.cache() == Cache.USE) {
            Optional<R> known = operation.recall(key, inputs);
            if (known.isPresent()) {
                listener.cached(step.name());
                return new Operation.Solved<>(operation.published(key, known.get()), known.get());
            }
        } else {
            operation.renew(key);
        }
        R result = operation.execute(key, inputs);
        var solved = new Operation.Solved<>(operation.published(key, result), result);
        listener.completed(step.name());
        return solved;
    }

    /// Notes the first failure and stops everything.
    ///
    /// @return whether this was the first
    private boolean fail(Throwable cause) {
        if (!failure.compareAndSet(Optional.empty(), Optional.of(cause))) return false;
        stop.run();
        threads.stream().filter(thread -> thread != Thread.currentThread()).forEach(Thread::interrupt);
        return true;
    }

    private static void raise(Optional<Throwable> failure) throws IOException, InterruptedException {
        switch (failure.orElse(null)) {
            case null -> {}
            case IOException e -> throw e;
            case InterruptedException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }
}
