package slipway.build.operation;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import slipway.build.files.Placed;
import slipway.build.solve.CacheKey;
import slipway.build.solve.Operation;
import slipway.image.Layer;
import slipway.image.layer.LayerWriter;

/// What the operations have in common that put a layer on the stack of their first input.
final class LayerStep {

    private LayerStep() {}

    /// The stack that the step starts from.
    static Stack stack(List<Operation.Solved<StepResult>> inputs) {
        return switch (inputs.getFirst().result()) {
            case Stack stack -> stack;
            case StepResult.Plain plain -> throw new IllegalStateException("not a stack: " + plain);
        };
    }

    static Optional<StepResult> recall(CacheKey key, List<Operation.Solved<StepResult>> inputs, BuildEnvironment environment)
            throws IOException {
        Optional<Layer> layer = environment.cache().find(key);
        if (layer.isEmpty() || !environment.lease().keep(layer.get().descriptor().digest())) return Optional.empty();
        return Optional.of(stack(inputs).plus(new StoredLayer(layer.get(), environment)));
    }

    static void remember(CacheKey key, Layer layer, BuildEnvironment environment) throws IOException {
        environment.cache().put(key, layer);
    }

    /// Writes a layer of these entries and puts it on the stack.
    static StepResult write(CacheKey key, Stack stack, Iterable<Placed> entries, long epoch, BuildEnvironment environment)
            throws IOException {
        try (LayerWriter writer = LayerWriter.open(environment.store(), environment.layers(epoch))) {
            for (Placed placed : entries) placed.writeTo(writer);
            LayerWriter.Written written = writer.finish();
            environment.indexes().put(written.layer().diffId(), written.index());
            remember(key, written.layer(), environment);
            environment.forms().remember(written.layer(), environment.compression(), written.layer());
            return stack.plus(new StoredLayer(written.layer(), environment));
        }
    }
}
