package slipway.build.builder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import slipway.build.operation.Stack;
import slipway.build.operation.StackLayer;
import slipway.build.plan.PlannedImage;
import slipway.image.DiffId;
import slipway.image.HistoryEntry;
import slipway.image.Image;
import slipway.image.Layer;

/// Puts an image together: what was planned, and the layers that were made.
final class ImageAssembly {

    /// The diffID of a tar with nothing in it. Steps that changed nothing leave no layer, as in BuildKit's images.
    private static final DiffId NOTHING = DiffId.parse(
            "sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef");

    private ImageAssembly() {}

    /// @param created the time the image says it was made, in RFC 3339
    static Image assemble(PlannedImage planned, Stack files, String created) throws IOException {
        var layers = new ArrayList<Layer>();
        var history = new ArrayList<HistoryEntry>();
        Iterator<StackLayer> made = files.layers().iterator();
        for (HistoryEntry entry : planned.history()) {
            if (entry.emptyLayer()) {
                history.add(entry);
                continue;
            }
            Layer layer = made.next().layer();
            boolean isEmpty = layer.diffId().equals(NOTHING);
            if (!isEmpty) layers.add(layer);
            history.add(isEmpty ? new HistoryEntry(entry.created(), entry.createdBy(), entry.author(), entry.comment(), true)
                    : entry);
        }
        if (made.hasNext()) throw new IllegalStateException("a layer without history: " + made.next().layer());
        List<DiffId> diffIds = layers.stream().map(Layer::diffId).toList();
        return Image.of(planned.config().withCreated(Optional.of(created)).withLayers(diffIds, history), layers);
    }
}
