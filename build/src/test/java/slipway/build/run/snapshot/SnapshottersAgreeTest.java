package slipway.build.run.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import slipway.image.layer.LayerWriter;

/// One step gives one layer, whoever kept its files.
class SnapshottersAgreeTest extends SnapshotterContract {

    @Override
    Snapshotter open(Path root) throws IOException {
        return new OverlaySnapshotter(root);
    }

    @Test
    void overlayAndCopyGiveTheSameBytes() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        for (int round = 0; round < 12; round++) {
            var random = new RandomTrees(new Random(seed + round));
            var base = layer(random.tree());
            String script = random.script();
            LayerWriter.Written overlay;
            try (var snapshotter = new OverlaySnapshotter(root.resolve("overlay"))) {
                overlay = step(snapshotter, List.of(base), script);
            }
            try (var snapshotter = new CopySnapshotter(root.resolve("copy"))) {
                var copy = step(snapshotter, List.of(base), script);
                assertThat(copy.index().entries()).as("seed " + (seed + round)).isEqualTo(overlay.index().entries());
                assertThat(copy.layer()).isEqualTo(overlay.layer());
            }
        }
    }
}
