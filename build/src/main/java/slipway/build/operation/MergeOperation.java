package slipway.build.operation;

import java.util.List;
import java.util.Optional;
import slipway.build.solve.CacheKey;
import slipway.build.solve.Operation;

/// Puts the layers of its second input on those of its first. They are there already, so this costs nothing.
final class MergeOperation implements Operation<StepResult> {

    @Override
    public CacheKey key(List<Solved<StepResult>> inputs) {
        return CacheKey.builder("merge.v1")
                .add("lower", inputs.getFirst().key())
                .add("upper", inputs.getLast().key())
                .build();
    }

    @Override
    public Optional<StepResult> recall(CacheKey key, List<Solved<StepResult>> inputs) {
        return Optional.empty();
    }

    @Override
    public StepResult execute(CacheKey key, List<Solved<StepResult>> inputs) {
        Stack stack = LayerStep.stack(inputs);
        for (StackLayer layer : LayerStep.stack(inputs.subList(1, 2)).layers()) stack = stack.plus(layer);
        return stack;
    }
}
