package slipway.image.layer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import slipway.diagnostics.SlipwayException;
import slipway.image.Digest;
import slipway.image.tar.TarHeader;

/// Reads tars that people give us: `ADD` of an archive, a context that is a tar. Plain, gzip, bzip2, xz or zstd, as their
/// bytes say, whatever their names.
///
/// They are read like layers and with the same distrust, but files named like whiteouts are files.
public final class ArchiveReader {

    private ArchiveReader() {}

    /// Whether the bytes are a tar, compressed or not: whether there is a first entry. What is merely compressed is none.
    public static boolean isArchive(Content content) throws IOException {
        try (InputStream in = content.open(); var bytes = ReadLimits.DEFAULT.decompress(in)) {
            byte[] block = bytes.readNBytes(TarHeader.BLOCK);
            if (block.length < TarHeader.BLOCK) return false;
            var header = new TarHeader(block);
            return !header.isZero() && header.isValid();
        } catch (ZipException | SlipwayException.CorruptData e) {
            return false;
        }
    }

    /// The bytes behind whatever compression a stream turns out to have, none included. Reading throws
    /// [SlipwayException.CorruptData] when they are damaged or more than the limits allow.
    public static InputStream decompress(InputStream bytes, ReadLimits limits) throws IOException {
        return limits.decompress(bytes);
    }

    /// Reads an archive to its end, entries in the order in which they stand.
    ///
    /// @throws SlipwayException.CorruptData when it is none, or an entry of it is an attack
    public static void read(InputStream archive, ReadLimits limits, LayerReader.Visitor visitor) throws IOException {
        try (var bytes = limits.decompress(archive)) {
            LayerReader.visit(new TarReader(new BufferedInputStream(bytes, 1 << 16), limits), visitor);
        }
    }

    /// Reads an archive once and keeps its files' bytes in a temporary file in `directory`, so that they can be had in any
    /// order.
    public static Spooled spool(InputStream archive, ReadLimits limits, Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "archive", ".tmp");
        var offsets = new HashMap<Digest, Long>();
        var collector = new IndexCollector();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var out = Channels.newOutputStream(channel);
            read(archive, limits, (entry, content) -> {
                long start = channel.position();
                var tee = new Tee(content, out);
                collector.add(entry, tee);
                Optional<Digest> digest = entry.is(Entry.Kind.FILE) ? collector.content(entry.path()) : Optional.empty();
                if (digest.isPresent() && offsets.putIfAbsent(digest.get(), start) != null) channel.position(start);
            });
            return new Spooled(file, collector.index(), offsets);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /// An archive at hand: what is in it, each path once and in order, and the bytes of its files. Closing it deletes the
    /// temporary file.
    public static final class Spooled implements AutoCloseable {
        private final Path file;
        private final LayerIndex index;
        private final Map<Digest, Long> offsets;

        private Spooled(Path file, LayerIndex index, Map<Digest, Long> offsets) {
            this.file = file;
            this.index = index;
            this.offsets = offsets;
        }

        /// All entries in [EntryOrder]; directories that the archive only implies are not among them.
        public List<Entry> entries() {
            return index.entries();
        }

        /// The tree that the archive makes, implied directories and all; hard links are files there.
        public FileTree tree() {
            return FileTree.EMPTY.plus(index);
        }

        /// The bytes of a file of [#entries] or [#tree].
        public Content content(Entry entry) {
            Long offset = entry.content().map(offsets::get).orElse(null);
            if (offset == null) throw new IllegalArgumentException("not a file of this archive: " + entry);
            return () -> {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                channel.position(offset);
                return new Bounded(Channels.newInputStream(channel), entry.size());
            };
        }

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
        }
    }

    private static final class Tee extends InputStream {
        private final InputStream in;
        private final java.io.OutputStream copy;

        Tee(InputStream in, java.io.OutputStream copy) {
            this.in = in;
            this.copy = copy;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            if (count > 0) copy.write(bytes, offset, count);
            return count;
        }
    }

    /// The first bytes of a stream.
    private static final class Bounded extends InputStream {
        private final InputStream in;
        private long rest;

        Bounded(InputStream in, long rest) {
            this.in = in;
            this.rest = rest;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (rest == 0) return length == 0 ? 0 : -1;
            int count = in.read(bytes, offset, (int) Math.min(length, rest));
            if (count > 0) rest -= count;
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
