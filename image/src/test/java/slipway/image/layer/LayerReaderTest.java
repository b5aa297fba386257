package slipway.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slipway.image.layer.TarText.dir;
import static slipway.image.layer.TarText.file;
import static slipway.image.layer.TarText.layer;
import static slipway.image.layer.TarText.raw;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.DiffId;
import slipway.image.Digest;
import slipway.image.Layer;

class LayerReaderTest {

    private final HeapStore store = new HeapStore();

    @Test
    void pathsAreMadeNormal() throws IOException {
        byte[] tar = raw(dir("."), file("./a", 1), file("b/./c", 1), file("x/../y", 1));
        assertThat(TarText.entries(layer(store, tar), store)).extracting(Entry::path).containsExactly("", "a", "b/c", "y");
    }

    @Test
    void hostileEntriesAreNamed() {
        refused(raw(file("../etc/passwd", 1)), "../etc/passwd");
        refused(raw(file("a/../../b", 1)), "a/../../b");
        refused(raw(Entry.hardLink("h", file("../../etc/shadow", 1))), "../../etc/shadow");
        refused(raw(file("n".repeat(256), 1)), "n".repeat(256));
        refused(raw(file("d/.wh.", 0)), "d/.wh.");
        refused(raw(file("d/.wh...", 0)), "d/.wh...");
        refused(raw(file("n/".repeat(3000) + "n", 1)), "a name is too long");
        refused(raw(Entry.symlink("a", "/etc", 0, 0, 0), file("a/passwd", 1)), "a/passwd");
    }

    private void refused(byte[] tar, String name) {
        assertThatThrownBy(() -> LayerIndex.of(layer(store, tar), store))
                .isInstanceOf(SlipwayException.CorruptData.class).hasMessageContaining(name);
    }

    @Test
    void damageIsFound() throws IOException {
        byte[] tar = raw(dir("a"), file("a/b", 5000));
        refused(Arrays.copyOf(tar, 2000), "early");
        refused(Arrays.copyOf(tar, 700), "early");
        byte[] wrong = tar.clone();
        wrong[100] = '7';
        refused(wrong, "checksum");
        Layer other = new Layer(layer(store, tar).descriptor(), new DiffId(Digest.ofUtf8("other")));
        assertThatThrownBy(() -> LayerIndex.of(other, store)).isInstanceOf(SlipwayException.CorruptData.class).hasMessageContaining("diffID");
        byte[] zipped = gzip(tar);
        Layer cut = new Layer(store.put("", Arrays.copyOf(zipped, zipped.length - 20)), new DiffId(Digest.sha256(tar)));
        assertThatThrownBy(() -> LayerIndex.of(cut, store)).isInstanceOf(SlipwayException.CorruptData.class);
    }

    @Test
    void whiteoutsOfThePathsOwnLayerMeanOpaqueOrNothing() throws IOException {
        byte[] tar = raw(file("a/.wh.f", 0), file("a/f", 1), file("a/.wh.d", 0), dir("a/d"), file(".wh..wh.plnk", 0), file("a/.wh..wh..opq", 0));
        assertThat(LayerIndex.of(layer(store, tar), store).entries()).extracting(e -> e.path() + " " + e.kind())
                .containsExactly("a OPAQUE", "a/d DIRECTORY", "a/d OPAQUE", "a/f FILE");
    }

    @Test
    void whoReadsAlongMayLeaveWhatHeLikes() throws IOException {
        Layer layer = layer(store, raw(dir("a"), file("a/b", 5000), file("a/c", 9000)));
        assertThat(LayerIndex.of(layer, store, (entry, content) -> content.readNBytes(300))).isEqualTo(LayerIndex.of(layer, store));
        assertThat(LayerIndex.of(layer, store, (entry, content) -> content.skip(300))).isEqualTo(LayerIndex.of(layer, store));
    }

    @Test
    void theLastOfTwoCounts() throws IOException {
        var index = LayerIndex.of(layer(store, raw(file("a", 1), file("b", 1), file("a", 7))), store);
        assertThat(index.entries()).extracting(Entry::size).containsExactly(7L, 1L);
    }

    @Test
    void gzipOfSeveralMembersIsReadToItsEnd() throws IOException {
        byte[] tar = raw(file("a", 3000), file("b", 3000));
        var zipped = new ByteArrayOutputStream();
        for (int at = 0; at < tar.length; at += 512) zipped.writeBytes(gzip(Arrays.copyOfRange(tar, at, at + 512)));
        Descriptor blob = store.put(Compression.GZIP.mediaType(), zipped.toByteArray());
        assertThat(TarText.entries(new Layer(blob, new DiffId(Digest.sha256(tar))), store)).hasSize(2);
    }

    @Test
    void limitsHold() {
        byte[] tar = raw(file("a", 100_000), file("b", 1));
        for (var limits : new ReadLimits[] {new ReadLimits(1, 100, 1000, 1 << 20, 10), new ReadLimits(10, 100, 1000, 50_000, 10)}) {
            assertThatThrownBy(() -> LayerReader.read(layer(store, tar), store, limits, (_, _) -> {}))
                    .isInstanceOf(SlipwayException.CorruptData.class);
        }
    }

    /// Whatever the bytes are, they are read or refused, and nothing else happens.
    @Test
    void madeUpDamageIsReadOrRefused() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        var random = new java.util.Random(seed);
        byte[] tar = store.read(TarText.write(store, new LayerOptions(Compression.NONE, 1000), LayerWriterTest.everything())
                .layer().descriptor());
        for (int round = 0; round < 3000; round++) {
            byte[] damaged = Arrays.copyOf(tar, random.nextInt(8) == 0 ? random.nextInt(tar.length) : tar.length);
            for (int i = 0; i < 1 + random.nextInt(6) && damaged.length > 0; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            for (int at = 0; at + 512 <= damaged.length; at += 512) mend(damaged, at);
            byte[] bytes = random.nextInt(4) == 0 ? gzip(damaged) : damaged;
            if (random.nextInt(8) == 0 && bytes.length > 0) bytes[random.nextInt(bytes.length)] ^= 1;
            Layer layer = new Layer(store.put("", bytes), new DiffId(Digest.sha256(damaged)));
            try {
                FileTree.EMPTY.plus(LayerIndex.of(layer, store));
            } catch (SlipwayException.CorruptData e) {
                assertThat(e).hasMessageNotContaining("null");
            } finally {
                store.delete(layer.descriptor().digest());
            }
        }
    }

    /// Gives a block that looks like a header the checksum that its bytes have.
    private static void mend(byte[] tar, int at) {
        if (tar[at + 257] != 'u' || tar[at + 258] != 's') return;
        Arrays.fill(tar, at + 148, at + 156, (byte) ' ');
        int sum = 0;
        for (int i = at; i < at + 512; i++) sum += tar[i] & 0xff;
        byte[] digits = String.format("%06o", sum).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, tar, at + 148, 6);
        tar[at + 154] = 0;
    }

    @Test
    void sparseFilesAndOtherCompressionsAreRead(@org.junit.jupiter.api.io.TempDir java.nio.file.Path directory) throws Exception {
        var tarTool = java.nio.file.Path.of("/usr/bin/tar");
        org.junit.jupiter.api.Assumptions.assumeTrue(java.nio.file.Files.exists(tarTool));
        java.nio.file.Path sparse = directory.resolve("sparse");
        try (var file = new java.io.RandomAccessFile(sparse.toFile(), "rw")) {
            file.setLength(3_000_000);
            for (int i = 0; i < 40; i++) {
                file.seek(70_000L * i + 4096);
                file.write(("part " + i).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            }
        }
        Digest expected = Digest.sha256(java.nio.file.Files.readAllBytes(sparse));
        for (String form : new String[] {"--format=gnu", "--format=pax", "--format=pax --sparse-version=0.0",
            "--format=pax --sparse-version=0.1", "--format=gnu --xz", "--format=pax --bzip2", "--format=gnu --zstd", "--format=gnu --gzip"}) {
            var process = new ProcessBuilder("sh", "-c", "tar --sparse -cf out " + form + " sparse").directory(directory.toFile()).start();
            if (process.waitFor() != 0) continue;
            try (var spooled = ArchiveReader.spool(java.nio.file.Files.newInputStream(directory.resolve("out")), ReadLimits.DEFAULT, directory)) {
                assertThat(spooled.entries()).as(form).hasSize(1);
                assertThat(spooled.entries().getFirst().path()).as(form).isEqualTo("sparse");
                assertThat(spooled.entries().getFirst().size()).as(form).isEqualTo(3_000_000);
                assertThat(spooled.entries().getFirst().content()).as(form).contains(expected);
            }
        }
    }

    @Test
    void gnuFormsAreRead() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
            var entry = new TarArchiveEntry("long/".repeat(50) + "name");
            entry.setUserId(3_000_000_000L);
            entry.setModTime(-7000);
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        }
        Entry read = TarText.entries(layer(store, bytes.toByteArray()), store).getFirst();
        assertThat(read.path()).isEqualTo("long/".repeat(50) + "name");
        assertThat(Integer.toUnsignedLong(read.uid())).isEqualTo(3_000_000_000L);
        assertThat(read.modified()).isEqualTo(-7);
    }

    @Test
    void archivesAreKnownByTheirBytes() throws IOException {
        byte[] tar = raw(file(".wh.a", 10), file("b", 10), Entry.hardLink("c", file("b", 10)));
        assertThat(ArchiveReader.isArchive(() -> new java.io.ByteArrayInputStream(tar))).isTrue();
        assertThat(ArchiveReader.isArchive(() -> new java.io.ByteArrayInputStream(gzip(tar)))).isTrue();
        assertThat(ArchiveReader.isArchive(() -> new java.io.ByteArrayInputStream(gzip(new byte[5000])))).isFalse();
        assertThat(ArchiveReader.isArchive(() -> new java.io.ByteArrayInputStream(new byte[] {0x1f, (byte) 0x8b, 1, 2}))).isFalse();
        assertThat(ArchiveReader.isArchive(java.io.InputStream::nullInputStream)).isFalse();
    }

    @Test
    void aSpooledArchiveGivesItsFilesInAnyOrder(@org.junit.jupiter.api.io.TempDir java.nio.file.Path directory) throws IOException {
        byte[] tar = gzip(raw(file("z", 10), file("d/a", 20), Entry.hardLink("c", file("z", 10)), file("z", 30)));
        try (var spooled = ArchiveReader.spool(new java.io.ByteArrayInputStream(tar), ReadLimits.DEFAULT, directory)) {
            assertThat(spooled.entries()).extracting(Entry::path).containsExactly("c", "d/a", "z");
            Entry c = spooled.tree().lookup("c").orElseThrow();
            assertThat(spooled.content(c).open().readAllBytes()).isEqualTo(TarText.content(file("z", 30)));
            Entry a = spooled.tree().lookup("d/a").orElseThrow();
            assertThat(spooled.content(a).open().readAllBytes()).isEqualTo(TarText.content(file("d/a", 20)));
            assertThat(spooled.tree().lookup("d")).isEqualTo(Optional.of(Entry.directory("d", 0755, 0, 0, 0)));
        }
        assertThat(directory).isEmptyDirectory();
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }
}
