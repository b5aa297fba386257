package slipway.build.plan;

import java.util.List;
import slipway.image.HistoryEntry;
import slipway.image.ImageConfig;

/// What the target stage will be: the step whose files it has, and its configuration but for the layers.
///
/// @param config everything except `rootfs` and `history`
/// @param history base's entries first. An entry that is not `emptyLayer` stands for the next layer of `files`, from the
///     bottom.
public record PlannedImage(Vertex.Ref files, ImageConfig config, List<HistoryEntry> history) {
    public PlannedImage {
        history = List.copyOf(history);
    }
}
