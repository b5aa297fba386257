package slipway.build.operation;

import java.io.IOException;
import slipway.build.run.snapshot.Unpacked;
import slipway.image.Layer;
import slipway.image.layer.LayerIndex;

/// A layer whose blob is in the store.
final class StoredLayer implements StackLayer {

    private final Layer layer;
    private final Maker maker;
    private final Lazy<LayerIndex> index;
    private final Lazy<Unpacked> unpacked;

    /// Who made a layer.
    enum Maker { BUILD, SOMEBODY_ELSE }

    /// What is done when somebody asks what is in a layer that nobody has read yet.
    enum Reading {
        /// It is read to make a list.
        LISTING,
        /// It is unpacked, which makes the list as well: a process will need its files soon.
        UNPACKING
    }

    StoredLayer(Layer layer, BuildEnvironment environment) {
        this(layer, Maker.BUILD, Reading.LISTING, environment);
    }

    StoredLayer(Layer layer, Maker maker, Reading reading, BuildEnvironment environment) {
        this.layer = layer;
        this.maker = maker;
        this.unpacked = new Lazy<>(() -> environment.snapshotter().unpack(layer, environment.store()));
        this.index = new Lazy<>(() -> {
            if (reading == Reading.UNPACKING && environment.indexes().find(layer.diffId()).isEmpty()) unpacked.value();
            return environment.indexes().of(layer, environment.store());
        });
    }

    @Override
    public boolean isFetched() {
        return maker == Maker.SOMEBODY_ELSE;
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
