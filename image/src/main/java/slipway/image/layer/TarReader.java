package slipway.image.layer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.tar.SparseMap;
import slipway.image.tar.TarHeader;

/// Reads a tar entry by entry: V7, ustar, pax and GNU with long names, big numbers and sparse files.
///
/// Knows nothing of whiteouts: an entry is what the tar says. Paths come out as [TarPaths] makes them.
final class TarReader {

    private static final int BLOCK = TarHeader.BLOCK;

    private final InputStream in;
    private final ReadLimits limits;
    private final PaxRecords global = new PaxRecords();
    private final PaxRecords local = new PaxRecords();
    private byte[] longName = {};
    private byte[] longLink = {};
    private long count;
    private String last = "the beginning";
    private Stored stored = new Stored(0, 0);
    private InputStream content = InputStream.nullInputStream();

    TarReader(InputStream in, ReadLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    /// The next entry; nothing at the end of the archive.
    Optional<Entry> next() throws IOException {
        stored.skipAll();
        content = InputStream.nullInputStream();
        try {
            while (true) {
                TarHeader header = new TarHeader(block());
                if (header.isZero()) return Optional.empty();
                if (!header.isValid()) throw corrupt("its header has a wrong checksum");
                if (++count > limits.entries()) throw corrupt("there are more than " + limits.entries() + " entries");
                if (!consumed(header)) {
                    Entry entry = entry(header);
                    last = entry.path();
                    local.clear();
                    longName = new byte[0];
                    longLink = new byte[0];
                    return Optional.of(entry);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new SlipwayException.CorruptData(Problem.of("a tar is damaged after " + last + ": " + e.getMessage()), e);
        } catch (EOFException e) {
            throw new SlipwayException.CorruptData(Problem.of("a tar ends early, after " + last), e);
        }
    }

    /// The bytes of the file that [#next] gave last.
    InputStream content() {
        return content;
    }

    /// Headers that say something of the next entry, or nothing at all.
    private boolean consumed(TarHeader header) throws IOException {
        switch (header.type()) {
            case 'x', 'X' -> local.parse(body(header));
            case 'g' -> global.parse(body(header));
            case 'L' -> longName = upToNul(body(header));
            case 'K' -> longLink = upToNul(body(header));
            case 'V' -> body(header);
            default -> {
                return false;
            }
        }
        return true;
    }

    private byte[] body(TarHeader header) throws IOException {
        long size = header.size();
        if (size < 0 || size > limits.headerBytes()) throw corrupt("an extended header has " + size + " bytes");
        byte[] body = exactly((int) size);
        exactly((int) (-size & BLOCK - 1));
        return body;
    }

    private Entry entry(TarHeader header) throws IOException {
        var pax = new PaxRecords();
        pax.addAll(global);
        pax.addAll(local);
        byte[] name = pax.bytes("GNU.sparse.name").or(() -> pax.bytes("path"))
                .orElse(longName.length > 0 ? longName : header.name());
        byte[] link = pax.bytes("linkpath").orElse(longLink.length > 0 ? longLink : header.link());
        if (name.length > limits.nameBytes() || link.length > limits.nameBytes()) throw corrupt("a name is too long");
        String rawPath = RawText.decode(name);
        String path = TarPaths.normalize(rawPath);
        Entry.Kind kind = kind(header.type(), rawPath);
        long size = pax.number("size").orElseGet(header::size);
        if (size < 0) throw corrupt("a size is negative");
        boolean hasBody = kind == Entry.Kind.FILE || header.type() == 'D';
        stored = new Stored(hasBody ? size : 0, hasBody ? -size & BLOCK - 1 : 0);
        content = stored;
        if (kind == Entry.Kind.FILE) size = sparse(header, pax, size);
        else content = InputStream.nullInputStream();
        String target = switch (kind) {
            case SYMLINK -> symlink(link);
            case HARD_LINK -> TarPaths.normalize(RawText.decode(link));
            case FILE, DIRECTORY, CHARACTER_DEVICE, BLOCK_DEVICE, FIFO, WHITEOUT, OPAQUE -> "";
        };
        boolean device = kind == Entry.Kind.CHARACTER_DEVICE || kind == Entry.Kind.BLOCK_DEVICE;
        return new Entry(path, kind, (int) (header.mode() & 07777), id(pax.number("uid").orElseGet(header::uid)),
                id(pax.number("gid").orElseGet(header::gid)), kind == Entry.Kind.FILE ? size : 0,
                pax.number("mtime").orElseGet(header::modified), target,
                device ? device(header, pax) : Entry.Device.NONE, pax.attributes(), Optional.empty());
    }

    private Entry.Kind kind(int type, String path) {
        return switch (type) {
            case 0, '0', '7', 'S' -> path.endsWith("/") ? Entry.Kind.DIRECTORY : Entry.Kind.FILE;
            case '1' -> Entry.Kind.HARD_LINK;
            case '2' -> Entry.Kind.SYMLINK;
            case '3' -> Entry.Kind.CHARACTER_DEVICE;
            case '4' -> Entry.Kind.BLOCK_DEVICE;
            case '5', 'D' -> Entry.Kind.DIRECTORY;
            case '6' -> Entry.Kind.FIFO;
            default -> throw LayerReader.hostile(path, "it is of the unknown kind " + type);
        };
    }

    private String symlink(byte[] link) {
        if (link.length == 0) throw corrupt("a symbolic link leads nowhere");
        for (byte b : link) if (b == 0) throw corrupt("a symbolic link has a NUL in it");
        return RawText.decode(link);
    }

    private static Entry.Device device(TarHeader header, PaxRecords pax) {
        return new Entry.Device(id(pax.number("SCHILY.devmajor").orElseGet(header::major)),
                id(pax.number("SCHILY.devminor").orElseGet(header::minor)));
    }

    /// A number of 32 bits. The highest one is no user's.
    private static int id(long number) {
        if (number < 0 || number >= 0xffff_ffffL) throw new IllegalArgumentException("id " + number + " is out of range");
        return (int) number;
    }

    /// Sets up the content of a file that may be sparse, and returns the file's true size.
    private long sparse(TarHeader header, PaxRecords pax, long size) throws IOException {
        SparseMap map;
        if (header.type() == 'S') {
            map = SparseMap.of(gnuSparse(header), header.number(483, 12));
        } else if (pax.number("GNU.sparse.major").orElse(0L) == 1) {
            long real = pax.number("GNU.sparse.realsize").orElse(size);
            map = SparseMap.of(storedSparse(), real);
        } else if (pax.bytes("GNU.sparse.size").isPresent()) {
            map = SparseMap.of(pax.sparseNumbers(), pax.number("GNU.sparse.size").orElse(size));
        } else {
            return size;
        }
        if (map.stored() > stored.rest) throw corrupt("a sparse file lacks bytes");
        content = map.expand(stored);
        return map.size();
    }

    /// Old GNU form: four parts in the header, more in blocks that follow it.
    private List<Long> gnuSparse(TarHeader header) throws IOException {
        var numbers = new ArrayList<Long>();
        parts(header, 386, 4, numbers);
        boolean more = header.flag(482);
        while (more) {
            TarHeader extension = new TarHeader(block());
            parts(extension, 0, 21, numbers);
            more = extension.flag(504);
            if (numbers.size() > 2 * SparseMap.MAX_PARTS) throw corrupt("a sparse file has too many parts");
        }
        return numbers;
    }

    private static void parts(TarHeader block, int from, int count, List<Long> numbers) {
        for (int at = from; at < from + 24 * count && block.flag(at); at += 24) {
            numbers.add(block.number(at, 12));
            numbers.add(block.number(at + 12, 12));
        }
    }

    /// GNU's form 1.0: decimal lines before the bytes, filled up to a block.
    private List<Long> storedSparse() throws IOException {
        long before = stored.rest;
        long count = line();
        if (count < 0 || count > SparseMap.MAX_PARTS) throw corrupt("a sparse file has too many parts");
        var numbers = new ArrayList<Long>();
        for (long i = 0; i < 2 * count; i++) numbers.add(line());
        stored.skipNBytes(-(before - stored.rest) & BLOCK - 1);
        return numbers;
    }

    private long line() throws IOException {
        var digits = new StringBuilder();
        for (int c = stored.read(); c != '\n'; c = stored.read()) {
            if (c < '0' || c > '9' || digits.length() > 18) throw corrupt("a sparse file's map is no list of numbers");
            digits.append((char) c);
        }
        return Long.parseLong(digits.toString());
    }

    private byte[] block() throws IOException {
        byte[] block = in.readNBytes(BLOCK);
        if (block.length == 0) return new byte[BLOCK];
        if (block.length < BLOCK) throw new EOFException();
        return block;
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) throw new EOFException();
        return bytes;
    }

    private static byte[] upToNul(byte[] text) {
        int end = new String(text, StandardCharsets.ISO_8859_1).indexOf('\0');
        return end < 0 ? text : Arrays.copyOf(text, end);
    }

    private SlipwayException.CorruptData corrupt(String why) {
        return new SlipwayException.CorruptData(Problem.of("a tar is damaged after " + last + ": " + why));
    }

    /// The bytes of one entry, as they lie in the tar.
    private final class Stored extends InputStream {
        private long rest;
        private final long padding;

        Stored(long rest, long padding) {
            this.rest = rest;
            this.padding = padding;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) return 0;
            if (rest == 0) return -1;
            int count = in.read(bytes, offset, (int) Math.min(length, rest));
            if (count < 0) throw corrupt("it ends early, within a file");
            rest -= count;
            return count;
        }

        void skipAll() throws IOException {
            try {
                in.skipNBytes(rest + padding);
            } catch (EOFException e) {
                throw new SlipwayException.CorruptData(Problem.of("a tar ends early, in " + last), e);
            }
            rest = 0;
        }
    }
}
