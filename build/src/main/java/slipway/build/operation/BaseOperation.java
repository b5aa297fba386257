package slipway.build.operation;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import slipway.build.plan.Vertex;
import slipway.build.solve.CacheKey;
import slipway.build.solve.Operation;
import slipway.image.ChainId;
import slipway.image.Image;
import slipway.image.Layer;
import slipway.image.TransferListener;

/// The files of an image. Its layers are fetched where they are not in the store, and not unpacked: that is done when a
/// process needs them.
final class BaseOperation implements Operation<StepResult> {

    private final Vertex.Base vertex;
    private final BuildEnvironment environment;
    private final StoredLayer.Reading reading;
    private final TransferListener transfers;

    BaseOperation(Vertex.Base vertex, BuildEnvironment environment, StoredLayer.Reading reading,
            TransferListener transfers) {
        this.vertex = vertex;
        this.environment = environment;
        this.reading = reading;
        this.transfers = transfers;
    }

    /// The layers alone: a base whose configuration was changed has the same files as before.
    @Override
    public CacheKey key(List<Solved<StepResult>> inputs) throws IOException {
        String chain = environment.bases().image(vertex).chainId().map(ChainId::toString).orElse("no layers");
        return CacheKey.builder("base.v1").add("layers", chain).build();
    }

    @Override
    public Optional<StepResult> recall(CacheKey key, List<Solved<StepResult>> inputs) throws IOException {
        Image image = environment.bases().image(vertex);
        var blobs = image.layers().stream().map(layer -> layer.descriptor().digest()).distinct().toList();
        boolean complete = environment.lease().keep(blobs).size() == blobs.size();
        return complete ? Optional.of(stack(image)) : Optional.empty();
    }

    @Override
    public StepResult execute(CacheKey key, List<Solved<StepResult>> inputs) throws IOException {
        Image image = environment.bases().image(vertex);
        environment.bases().fetch(vertex, image.layers(), transfers);
        return stack(image);
    }

    private Stack stack(Image image) {
        Stack stack = Stack.EMPTY;
        for (Layer layer : image.layers()) {
            stack = stack.plus(new StoredLayer(layer, StoredLayer.Maker.SOMEBODY_ELSE, reading, environment));
        }
        return stack;
    }
}
