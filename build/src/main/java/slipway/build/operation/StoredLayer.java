package slipway.build.operation;

import java.io.IOException;
import slipway.build.run.snapshot.Unpacked;
import slipway.image.Layer;
import slipway.image.layer.LayerIndex;

/// A layer whose blob is in the store.
final class StoredLayer implements StackLayer {

    private final Layer layer;
    private final Lazy<LayerIndex> index;
    private final Lazy<Unpacked> unpacked;

    StoredLayer(Layer layer, BuildEnvironment environment) {
        this.layer = layer;
        this.index = new Lazy<>(() -> environment.indexes().of(layer, environment.store()));
        this.unpacked = new Lazy<>(() -> environment.snapshotter().unpack(layer, environment.store()));
    }

    @Override
    public Layer layer() {
        return layer;
    }

    @Override
    public LayerIndex index() throws IOException {
        return index.value();
    }

    @Override
    public Unpacked unpacked() throws IOException {
        return unpacked.value();
    }
}
