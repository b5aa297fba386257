package slipway.build.operation;

import java.io.IOException;
import slipway.build.run.snapshot.Unpacked;
import slipway.image.Layer;
import slipway.image.layer.LayerIndex;

/// One layer of a [Stack]. Asking for a part of it sees to it that the part is there: what is not asked for is neither
/// fetched nor unpacked.
public interface StackLayer {

    /// Whether it is as somebody else made it.
    boolean isFetched();

    /// The layer, once it is written; its blob is in the store.
    Layer layer() throws IOException;

    /// What is in it.
    LayerIndex index() throws IOException;

    /// The directory it is unpacked in.
    Unpacked unpacked() throws IOException;
}
