package slipway.build.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// The engine on numbers: constants and sums, with a cache that is a map and a list of what ran.
class SolverTest {

    private final Map<CacheKey, Integer> cache = new ConcurrentHashMap<>();
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, String> fates = Collections.synchronizedMap(new TreeMap<>());

    @Test
    void runsEachStepOnceHoweverManyNeedIt() throws Exception {
        var steps = new ArrayList<Solver.Step<String, Integer>>();
        steps.add(constant("fib0", 0));
        steps.add(constant("fib1", 1));
        for (int i = 2; i <= 40; i++) steps.add(sum("fib" + i, "fib" + (i - 1), "fib" + (i - 2)));

        assertThat(solve(steps).get("fib40").result()).isEqualTo(102_334_155);
        assertThat(ran).hasSize(41).doesNotHaveDuplicates();
    }

    @Test
    void takesFromTheCacheWhatHasTheSameKey() throws Exception {
        solve(List.of(constant("a", 1), constant("b", 2), sum("c", "a", "b")));
        ran.clear();
        solve(List.of(constant("a", 1), constant("b", 5), sum("c", "a", "b")));
        assertThat(ran).containsExactly("b", "c");
        assertThat(fates).containsEntry("a", "cached").containsEntry("b", "completed").containsEntry("c", "completed");
    }

    @Test
    void runsAgainWhatMustNotComeFromTheCache() throws Exception {
        solve(List.of(constant("a", 1)));
        ran.clear();
        Solver.Step<String, Integer> a = constant("a", 1);
        solve(List.of(new Solver.Step<>(a.name(), a.inputs(), a.operation(), Solver.Cache.IGNORE)));
        assertThat(ran).containsExactly("a");
    }

    @Test
    void runsAtTheSameTimeWhatDoesNotWaitForEachOther() throws Exception {
        var meeting = new CountDownLatch(16);
        var steps = new ArrayList<Solver.Step<String, Integer>>();
        for (int i = 0; i < 16; i++) {
            steps.add(step("s" + i, List.of(), "s" + i, _ -> {
                meeting.countDown();
                meeting.await();
                return 1;
            }));
        }
        assertThat(solve(steps)).hasSize(16);
    }

    @Test
    void theFirstFailureStopsTheOthersAndIsWhatTheCallerGets() {
        var never = new CountDownLatch(1);
        var steps = List.of(
                step("waits", List.of(), "waits", _ -> {
                    never.await();
                    return 0;
                }),
                step("fails", List.of(), "fails", _ -> {
                    throw new IOException("no");
                }),
                sum("after", "waits", "fails"));
        assertThatThrownBy(() -> solve(steps)).isInstanceOf(IOException.class).hasMessage("no");
        assertThat(fates).containsEntry("fails", "failed").containsEntry("waits", "cancelled").containsEntry("after", "cancelled");
    }

    @Test
    void keysOfEqualInputsAreEqualAndOfOthersAreNot() {
        assertThat(CacheKey.builder("run").addAll("a", List.of("x", "y")).build().digest())
                .isEqualTo(CacheKey.builder("run").addAll("a", List.of("x", "y")).build().digest())
                .isNotEqualTo(CacheKey.builder("run").addAll("a", List.of("xy")).build().digest())
                .isNotEqualTo(CacheKey.builder("run").addAll("ax", List.of("", "y")).build().digest());
    }

    private interface Work {
        int run(List<Integer> inputs) throws IOException, InterruptedException;
    }

    private Map<String, Operation.Solved<Integer>> solve(List<Solver.Step<String, Integer>> steps) throws IOException, InterruptedException {
        fates.clear();
        return new Solver<String, Integer>(new Fates(), () -> {}).solve(steps);
    }

    private Solver.Step<String, Integer> constant(String name, int value) {
        return step(name, List.of(), "constant " + value, _ -> value);
    }

    private Solver.Step<String, Integer> sum(String name, String... inputs) {
        return step(name, List.of(inputs), "sum", values -> values.stream().mapToInt(Integer::intValue).sum());
    }

    private Solver.Step<String, Integer> step(String name, List<String> inputs, String definition, Work work) {
        return new Solver.Step<>(name, inputs, new Operation<>() {
            @Override
            public CacheKey key(List<Solved<Integer>> solved) {
                var key = CacheKey.builder("test").add("definition", definition);
                solved.forEach(input -> key.add("input", input.key()));
                return key.build();
            }

            @Override
            public Optional<Integer> recall(CacheKey key, List<Solved<Integer>> solved) {
                return Optional.ofNullable(cache.get(key));
            }

            @Override
            public Integer execute(CacheKey key, List<Solved<Integer>> solved) throws IOException, InterruptedException {
                ran.add(name);
                int result = work.run(solved.stream().map(Solved::result).toList());
                cache.put(key, result);
                return result;
            }
        }, Solver.Cache.USE);
    }

    private final class Fates implements SolveListener<String> {
        @Override
        public void started(String step) {}

        @Override
        public void cached(String step) {
            fates.put(step, "cached");
        }

        @Override
        public void completed(String step) {
            fates.put(step, "completed");
        }

        @Override
        public void failed(String step, Throwable cause) {
            fates.put(step, "failed");
        }

        @Override
        public void cancelled(String step) {
            fates.put(step, "cancelled");
        }
    }
}
