package slipway.build.operation;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import slipway.build.solve.CacheKey;
import slipway.build.solve.CacheRecords;
import slipway.build.solve.Operation;

/// A step that can be run anew although nothing it depends on has changed. What is built on it must not go with what an
/// earlier run of it gave.
///
/// A step that the Dockerfile wants anew now and then tells its users what it gave: if that is what it gave before, they
/// need not run again. A step that somebody wants anew once is another one from then on.
record RenewableOperation(Operation<StepResult> operation, CacheRecords cache, Renewal renewal)
        implements Operation<StepResult> {

    enum Renewal {
        NOW_AND_THEN,
        ON_REQUEST
    }

    @Override
    public CacheKey key(List<Solved<StepResult>> inputs) throws IOException {
        return operation.key(inputs);
    }

    @Override
    public Optional<StepResult> recall(CacheKey key, List<Solved<StepResult>> inputs) throws IOException {
        return operation.recall(key, inputs);
    }

    @Override
    public Optional<StepResult> rehearse(CacheKey key, List<Solved<StepResult>> inputs) throws IOException {
        return operation.rehearse(key, inputs);
    }

    @Override
    public StepResult execute(CacheKey key, List<Solved<StepResult>> inputs) throws IOException, InterruptedException {
        return operation.execute(key, inputs);
    }

    @Override
    public CacheKey published(CacheKey key, StepResult result) throws IOException {
        return switch (renewal) {
            case NOW_AND_THEN -> another(key, content(result));
            case ON_REQUEST -> cache.generation(key).map(generation -> another(key, generation)).orElse(key);
        };
    }

    @Override
    public void renew(CacheKey key) throws IOException {
        if (renewal == Renewal.ON_REQUEST && cache.find(key).isPresent()) cache.renew(key);
    }

    private static CacheKey another(CacheKey key, String generation) {
        return CacheKey.builder("generation.v1").add("step", key).add("generation", generation).build();
    }

    /// Waits until the layer is written, since its content is what counts.
    private static String content(StepResult result) throws IOException {
        return switch (result) {
            case Stack stack -> stack.layers().getLast().layer().diffId().toString();
            case StepResult.Plain plain -> throw new IllegalStateException("not made of layers: " + plain);
        };
    }
}
