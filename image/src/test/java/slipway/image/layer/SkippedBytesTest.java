package slipway.image.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.image.store.DirectoryStore;

/// The reader skips padding, and files that nobody reads. Where its buffer happens to end there, the skip goes to the stream
/// beneath it, and those bytes count for the diffID too.
class SkippedBytesTest {

    @TempDir
    Path directory;

    @Test
    void layersOfAnySizesVerify() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        try (var store = DirectoryStore.open(directory)) {
            for (int round = 0; round < 5; round++) {
                LayerWriter.Written written;
                try (var writer = LayerWriter.open(store, LayerOptions.at(0))) {
                    for (int i = 0; i < 2000; i++) {
                        byte[] bytes = new byte[random.nextInt(2000)];
                        Entry file = Entry.file("f%04d".formatted(i), 0644, 0, 0, bytes.length, 0);
                        writer.add(file, () -> new ByteArrayInputStream(bytes));
                    }
                    written = writer.finish();
                }
                assertThat(LayerIndex.of(written.layer(), store)).as("seed %d", seed).isEqualTo(written.index());
                LayerReader.read(written.layer(), store, (_, _) -> {}); // Reads no content at all.
            }
        }
    }
}
