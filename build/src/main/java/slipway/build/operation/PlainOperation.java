package slipway.build.operation;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import slipway.build.solve.CacheKey;
import slipway.build.solve.Operation;

/// A step that costs little and is done anew in each build: reading a directory's names, an empty stack, the files in a
/// Dockerfile. Steps that copy from it go by content, so its own key need not tell contents apart.
final class PlainOperation implements Operation<StepResult> {

    /// Makes the result.
    interface Maker {
        StepResult make() throws IOException;
    }

    private final CacheKey key;
    private final Maker maker;

    PlainOperation(CacheKey key, Maker maker) {
        this.key = key;
        this.maker = maker;
    }

    @Override
    public CacheKey key(List<Solved<StepResult>> inputs) {
        return key;
    }

    @Override
    public Optional<StepResult> recall(CacheKey key, List<Solved<StepResult>> inputs) {
        return Optional.empty();
    }

    @Override
    public Optional<StepResult> rehearse(CacheKey key, List<Solved<StepResult>> inputs) throws IOException {
        return Optional.of(maker.make());
    }

    @Override
    public StepResult execute(CacheKey key, List<Solved<StepResult>> inputs) throws IOException {
        return maker.make();
    }
}
