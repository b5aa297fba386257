package slipway.build.operation;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import slipway.build.solve.CacheKey;
import slipway.build.solve.Operation;
import slipway.diagnostics.Location;
import slipway.diagnostics.SlipwayException;

/// An operation whose errors say which instruction they come from.
record LocatedOperation(Operation<StepResult> operation, Location location) implements Operation<StepResult> {

    @Override
    public CacheKey key(List<Solved<StepResult>> inputs) throws IOException {
        try {
            return operation.key(inputs);
        } catch (SlipwayException e) {
            throw e.in(location);
        }
    }

    @Override
    public Optional<StepResult> recall(CacheKey key, List<Solved<StepResult>> inputs) throws IOException {
        try {
            return operation.recall(key, inputs);
        } catch (SlipwayException e) {
            throw e.in(location);
        }
    }

    @Override
    public Optional<StepResult> rehearse(CacheKey key, List<Solved<StepResult>> inputs) throws IOException {
        try {
            return operation.rehearse(key, inputs);
        } catch (SlipwayException e) {
            throw e.in(location);
        }
    }

    @Override
    public StepResult execute(CacheKey key, List<Solved<StepResult>> inputs) throws IOException, InterruptedException {
        try {
            return operation.execute(key, inputs);
        } catch (SlipwayException e) {
            throw e.in(location);
        }
    }

    @Override
    public CacheKey published(CacheKey key, StepResult result) throws IOException {
        return operation.published(key, result);
    }

    @Override
    public void renew(CacheKey key) throws IOException {
        operation.renew(key);
    }
}
