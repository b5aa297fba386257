package slipway.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.diagnostics.SlipwayException;

class LayerIndexTest {

    private final HeapStore store = new HeapStore();
    private final LayerWriter.Written written = TarText.write(store, LayerOptions.at(1000), LayerWriterTest.everything());

    @Test
    void whatIsWrittenIsRead() throws IOException {
        assertThat(LayerIndex.read(new ByteArrayInputStream(bytes()))).isEqualTo(written.index());
        assertThat(bytes()).isEqualTo(bytes());
    }

    private byte[] bytes() throws IOException {
        var out = new ByteArrayOutputStream();
        written.index().write(out);
        return out.toByteArray();
    }

    @Test
    void everyChangedByteIsFound() throws IOException {
        byte[] bytes = bytes();
        for (int i = 0; i < bytes.length; i++) {
            byte[] wrong = bytes.clone();
            wrong[i] ^= 0x55;
            assertThatThrownBy(() -> LayerIndex.read(new ByteArrayInputStream(wrong))).as("byte %s", i)
                    .isInstanceOf(SlipwayException.CorruptData.class);
        }
        for (int length : new int[] {0, 3, 5, bytes.length / 2, bytes.length - 1}) {
            assertThatThrownBy(() -> LayerIndex.read(new ByteArrayInputStream(Arrays.copyOf(bytes, length))))
                    .isInstanceOf(SlipwayException.CorruptData.class);
        }
    }

    @Test
    void indexesAreKeptAndRepaired(@TempDir Path root) throws IOException {
        var indexes = new LayerIndexes(root);
        assertThat(indexes.find(written.layer().diffId())).isEmpty();
        assertThat(indexes.of(written.layer(), store)).isEqualTo(written.index());
        assertThat(indexes.find(written.layer().diffId())).contains(written.index());
        Path file = root.resolve("indexes").resolve(written.layer().diffId().digest().hex());
        Files.writeString(file, "damaged");
        assertThat(indexes.of(written.layer(), store)).isEqualTo(written.index());
        assertThat(root.resolve("indexes")).isDirectoryContaining(path -> path.equals(file));
    }

    @Test
    void namesOfAnyBytesSurvive() {
        var random = new java.util.Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] name = new byte[random.nextInt(9)];
            random.nextBytes(name);
            assertThat(RawText.encode(RawText.decode(name))).isEqualTo(name);
        }
    }
}
