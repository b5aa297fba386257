package slipway.build.operation;

import java.io.IOException;
import java.util.List;
import slipway.build.plan.Vertex;
import slipway.image.Image;
import slipway.image.Layer;
import slipway.image.TransferListener;

/// The images that a plan starts from.
public interface BaseLayers {

    /// The image that a vertex names.
    Image image(Vertex.Base base) throws IOException;

    /// Sees to it that the blobs of these layers are in the store.
    void fetch(Vertex.Base base, List<Layer> layers, TransferListener listener) throws IOException;
}
