package slipway.image.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.image.Digest;
import slipway.image.Layer;
import slipway.image.json.Json;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Durability;

/// Read here as a lazy reader reads it: from the footer to the table, and from there to single files, by the JDK's gzip.
final class EstargzWriterTest {

    @TempDir
    java.nio.file.Path directory;

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    @Test
    void theTableLeadsToEachFile() throws IOException {
        try (var store = DirectoryStore.open(directory, Durability.UNSYNCED)) {
            byte[] blob = blob(Recompression.of(layer(store), store, Compression.ESTARGZ), store);
            byte[] toc = toc(blob);
            Json.Obj table = Json.parseObject(toc);
            assertThat(table.number("version")).contains(1L);
            var seen = new TreeMap<String, ByteArrayOutputStream>();
            for (Json item : table.array("entries")) {
                Json.Obj entry = (Json.Obj) item;
                if (entry.number("offset").isEmpty()) continue;
                String name = entry.string("name").orElseThrow();
                var whole = seen.computeIfAbsent(name, _ -> new ByteArrayOutputStream());
                long total = name.startsWith(".") ? 1 : files.get(name).length;
                long at = entry.number("chunkOffset").orElse(0L);
                int length = entry.number("chunkSize").orElse(total - at).intValue();
                assertThat(at).isEqualTo(whole.size());
                int offset = entry.number("offset").orElseThrow().intValue();
                byte[] chunk = gunzip(blob, offset).readNBytes(length);
                assertThat(Digest.sha256(chunk)).hasToString(entry.string("chunkDigest").orElseThrow());
                whole.writeBytes(chunk);
            }
            assertThat(seen.remove(".no.prefetch.landmark").toByteArray()).containsExactly(0xf);
            assertThat(seen.keySet()).containsExactlyInAnyOrder("dir/one", "big");
            seen.forEach((name, bytes) -> assertThat(bytes.toByteArray()).isEqualTo(files.get(name)));
        }
    }

    @Test
    void theTableSaysWhatTheTarDoes() throws IOException {
        try (var store = DirectoryStore.open(directory, Durability.UNSYNCED)) {
            Layer layer = Recompression.of(layer(store), store, Compression.ESTARGZ);
            byte[] toc = toc(blob(layer, store));
            assertThat(layer.descriptor().annotations())
                    .containsEntry("containerd.io/snapshot/stargz/toc.digest", Digest.sha256(toc).toString());
            String text = new String(toc, StandardCharsets.UTF_8);
            assertThat(text).contains(
                    "{\"name\":\"dir/\",\"type\":\"dir\",\"modtime\":\"1970-01-01T00:00:05Z\",\"mode\":493,\"uid\":7,\"gid\":8}",
                    "{\"name\":\"dir/two\",\"type\":\"hardlink\"", "\"linkName\":\"dir/one\"",
                    "{\"name\":\"link\",\"type\":\"symlink\"", "{\"name\":\".wh.gone\",\"type\":\"reg\"");
        }
    }

    /// As the JDK and we unpack it, it is the layer it was made of, with two files more; its diffID is that of all of it.
    @Test
    void itIsAnOrdinaryLayerToo() throws IOException {
        try (var store = DirectoryStore.open(directory, Durability.UNSYNCED)) {
            Layer source = layer(store);
            Layer layer = Recompression.of(source, store, Compression.ESTARGZ);
            byte[] tar = gunzip(blob(layer, store), 0).readAllBytes();
            assertThat(Digest.sha256(tar)).isEqualTo(layer.diffId().digest());
            assertThat(layer.descriptor().annotations())
                    .containsEntry("io.containers.estargz.uncompressed-size", Integer.toString(tar.length));
            var paths = LayerIndex.of(layer, store).entries().stream().map(Entry::path).toList();
            assertThat(paths).contains(".no.prefetch.landmark", "stargz.index.json", "dir/one", "dir/two", "link", "gone");
            assertThat(paths).hasSize(LayerIndex.of(source, store).entries().size() + 2);
        }
    }

    @Test
    void againIsTheSame() throws IOException {
        try (var store = DirectoryStore.open(directory, Durability.UNSYNCED)) {
            Layer source = layer(store);
            Layer first = Recompression.of(source, store, Compression.ESTARGZ);
            assertThat(Recompression.of(source, store, Compression.ESTARGZ.withLevel(5))).isEqualTo(first);
            assertThat(Recompression.of(first, store, Compression.ESTARGZ)).isEqualTo(first);
            assertThat(Recompression.is(first, Compression.Form.ESTARGZ)).isTrue();
            assertThat(Recompression.is(first, Compression.Form.GZIP)).isFalse();
        }
    }

    private Layer layer(DirectoryStore store) throws IOException {
        byte[] big = new byte[(9 << 20) + 17];
        new Random(3).nextBytes(big);
        Arrays.fill(big, 1 << 20, 7 << 20, (byte) 'x');
        files.put("dir/one", "one\n".getBytes(StandardCharsets.UTF_8));
        files.put("big", big);
        try (var writer = LayerWriter.open(store, LayerOptions.at(1000))) {
            writer.add(Entry.file("big", 0644, 0, 0, big.length, 5), () -> new ByteArrayInputStream(big));
            writer.add(Entry.directory("dir", 0755, 7, 8, 5));
            Entry one = Entry.file("dir/one", 04755, 0, 0, 4, 5);
            writer.add(one, () -> new ByteArrayInputStream(files.get("dir/one")));
            writer.add(Entry.hardLink("dir/two", one));
            writer.add(Entry.file("empty", 0644, 0, 0, 0, 5));
            writer.add(Entry.whiteout("gone"));
            writer.add(Entry.symlink("link", "dir/one", 0, 0, 5));
            return writer.finish().layer();
        }
    }

    private static byte[] blob(Layer layer, DirectoryStore store) throws IOException {
        try (var in = store.open(layer.descriptor())) {
            return in.readAllBytes();
        }
    }

    /// The footer is an empty gzip member of 51 bytes with the table's place in its extra field.
    private static byte[] toc(byte[] blob) throws IOException {
        byte[] footer = Arrays.copyOfRange(blob, blob.length - 51, blob.length);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(footer)).readAllBytes()).isEmpty();
        String field = new String(footer, 16, 22, StandardCharsets.US_ASCII);
        assertThat(field).endsWith("STARGZ");
        byte[] tar = gunzip(blob, Integer.parseInt(field.substring(0, 16), 16)).readAllBytes();
        assertThat(new String(tar, 0, 17, StandardCharsets.US_ASCII)).isEqualTo("stargz.index.json");
        int size = Integer.parseInt(new String(tar, 124, 11, StandardCharsets.US_ASCII), 8);
        return Arrays.copyOfRange(tar, 512, 512 + size);
    }

    private static GZIPInputStream gunzip(byte[] blob, int offset) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(blob, offset, blob.length - offset));
    }
}
