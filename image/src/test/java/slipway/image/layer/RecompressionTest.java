package slipway.image.layer;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.image.Layer;
import slipway.image.gzip.Effort;
import slipway.image.gzip.GzipMembers;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Durability;

/// A layer in another form is the same tar, whichever form it came from, and has the bytes it had been written with at once.
final class RecompressionTest {

    @TempDir
    java.nio.file.Path directory;

    static Stream<Compression> forms() {
        var levels = List.of(Compression.GZIP.withLevel(0), Compression.GZIP.withLevel(1), Compression.GZIP.withLevel(9),
                Compression.ZSTD.withLevel(1), Compression.ZSTD.withLevel(19));
        return Stream.concat(Stream.of(Compression.GZIP, Compression.ZSTD, Compression.NONE), levels.stream());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void isWhatItWouldHaveBeen(Compression compression) throws IOException {
        try (var store = DirectoryStore.open(directory, Durability.UNSYNCED)) {
            Layer wanted = write(store, compression);
            for (Compression from : Compression.DIRECT) {
                Layer source = write(store, from);
                assertThat(Recompression.of(source, store, compression)).as("from " + from).isEqualTo(wanted);
            }
            assertThat(Recompression.is(wanted, compression.form())).isTrue();
            assertThat(plain(store, wanted)).isEqualTo(plain(store, write(store, Compression.NONE)));
        }
    }

    @Test
    void moreEffortTakesLessRoom() throws IOException {
        try (var store = DirectoryStore.open(directory, Durability.UNSYNCED)) {
            long[] sizes = IntStream.of(0, 1, 6, 9)
                    .mapToLong(level -> size(store, Compression.GZIP.withLevel(level))).toArray();
            assertThat(sizes[0]).isGreaterThan(sizes[1]);
            assertThat(sizes[1]).isGreaterThan(sizes[2]);
            assertThat(sizes[2]).isGreaterThan(sizes[3]);
            assertThat(size(store, Compression.GZIP)).isEqualTo(sizes[2]);
            assertThat(size(store, Compression.ZSTD.withLevel(19))).isLessThan(size(store, Compression.ZSTD));
            assertThat(size(store, Compression.ZSTD.withLevel(0))).isEqualTo(size(store, Compression.ZSTD));
        }
    }

    /// Levels that give the same bytes have one name; others have another.
    @Test
    void namesTellBytesApart() throws IOException {
        try (var store = DirectoryStore.open(directory, Durability.UNSYNCED)) {
            var digests = new java.util.HashMap<String, slipway.image.Digest>();
            for (int level = 0; level <= 9; level++) {
                Compression compression = Compression.GZIP.withLevel(level);
                var digest = write(store, compression).descriptor().digest();
                assertThat(digests.getOrDefault(compression.label(), digest)).isEqualTo(digest);
                digests.put(compression.label(), digest);
            }
            assertThat(digests).containsOnlyKeys("gzip-stored", "gzip-fast", "gzip-usual", "gzip-thorough");
            assertThat(digests.values()).doesNotHaveDuplicates();
        }
    }

    @Test
    void membersCanBeReadOneByOneAndTogether() throws IOException {
        var out = new ByteArrayOutputStream();
        var starts = new java.util.ArrayList<Long>();
        byte[] long_ = new byte[3 << 19];
        new Random(1).nextBytes(long_);
        try (var members = new GzipMembers(out, Effort.USUAL)) {
            for (byte[] part : List.of("one".getBytes(StandardCharsets.UTF_8), long_, "three".getBytes(StandardCharsets.UTF_8))) {
                members.endMember();
                members.endMember();
                starts.add(members.written());
                members.write(part);
            }
        }
        byte[] all = out.toByteArray();
        assertThat(new GZIPInputStream(new ByteArrayInputStream(all)).readAllBytes()).hasSize(3 + long_.length + 5);
        int third = starts.get(2).intValue();
        assertThat(new GZIPInputStream(new ByteArrayInputStream(all, third, all.length - third)).readAllBytes())
                .isEqualTo("three".getBytes(StandardCharsets.UTF_8));
    }

    private static long size(DirectoryStore store, Compression compression) {
        try {
            return write(store, compression).descriptor().size();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] plain(DirectoryStore store, Layer layer) throws IOException {
        try (InputStream in = store.open(layer.descriptor())) {
            return switch (layer.descriptor().mediaType().replaceAll(".*\\+", "")) {
                case "gzip" -> new GZIPInputStream(in).readAllBytes();
                case "zstd" -> new ZstdInputStream(in).readAllBytes();
                default -> in.readAllBytes();
            };
        }
    }

    private static Layer write(DirectoryStore store, Compression compression) throws IOException {
        var random = new Random(7);
        var text = new StringBuilder();
        while (text.length() < 200_000) {
            text.append("word").append(random.nextInt(3000)).append(random.nextBoolean() ? ' ' : '\n');
            int from = random.nextInt(text.length());
            if (random.nextInt(4) == 0) text.append(text, from, Math.min(text.length(), from + random.nextInt(300)));
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        try (var writer = LayerWriter.open(store, new LayerOptions(compression, 0))) {
            writer.add(Entry.file("text", 0644, 0, 0, bytes.length, 0), () -> new ByteArrayInputStream(bytes));
            return writer.finish().layer();
        }
    }
}
