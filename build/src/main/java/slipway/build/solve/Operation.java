package slipway.build.solve;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// One step as the engine sees it: how it is cached, and how it is run.
///
/// @param <R> what steps result in
public interface Operation<R> {

    /// What an input was solved to.
    record Solved<R>(CacheKey key, R result) {}

    /// The key by which the result can be reused. May look at the inputs' results: a step that depends on the content of
    /// files, and not on how they came to be, says so here.
    CacheKey key(List<Solved<R>> inputs) throws IOException;

    /// The result that the cache has for the key, if it has one and all its parts are still there.
    Optional<R> recall(CacheKey key, List<Solved<R>> inputs) throws IOException;

    /// What the step would give, as far as that can be said without changing anything: what the cache has, or what costs
    /// nothing to look at.
    default Optional<R> rehearse(CacheKey key, List<Solved<R>> inputs) throws IOException {
        return recall(key, inputs);
    }

    /// Runs the step, and lets the cache remember the result under the key.
    R execute(CacheKey key, List<Solved<R>> inputs) throws IOException, InterruptedException;

    /// The key by which steps that use the result know it: another one than it was found under where the same key has come
    /// to stand for another result.
    default CacheKey published(CacheKey key, R result) throws IOException {
        return key;
    }

    /// Told before a step runs although the cache was not asked: what it knows under the key is going to be replaced.
    default void renew(CacheKey key) throws IOException {}
}
