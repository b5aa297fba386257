package slipway.image.layer;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Digest;

/// The file form of a [LayerIndex]: a magic word, a version, the number of entries, the entries, and the SHA-256 of all
/// that. Numbers are variable-length, low seven bits first; a path says how many bytes it shares with the one before it.
final class IndexFormat {

    private static final byte[] MAGIC = {'S', 'L', 'I', 'X'};
    private static final int VERSION = 1;
    private static final int MAX_TEXT = 1 << 16;
    private static final int MAX_ATTRIBUTES = 1 << 12;
    /// By their number in files, which never changes.
    private static final Entry.Kind[] KINDS = {
        Entry.Kind.FILE, Entry.Kind.DIRECTORY, Entry.Kind.SYMLINK, Entry.Kind.HARD_LINK,
        Entry.Kind.CHARACTER_DEVICE, Entry.Kind.BLOCK_DEVICE, Entry.Kind.FIFO, Entry.Kind.WHITEOUT, Entry.Kind.OPAQUE
    };

    private IndexFormat() {}

    static void write(LayerIndex index, OutputStream target) throws IOException {
        MessageDigest hash = Digest.sha256Hash();
        var buffered = new BufferedOutputStream(target, 1 << 16);
        var out = new DataOutputStream(new BufferedOutputStream(new DigestOutputStream(buffered, hash), 1 << 13));
        out.write(MAGIC);
        number(out, VERSION);
        number(out, index.entries().size());
        byte[] before = {};
        for (Entry entry : index.entries()) before = write(entry, before, out);
        out.flush();
        buffered.write(hash.digest());
        buffered.flush();
    }

    private static byte[] write(Entry entry, byte[] before, DataOutputStream out) throws IOException {
        byte[] path = RawText.encode(entry.path());
        int shared = Arrays.mismatch(before, path);
        if (shared < 0) shared = path.length;
        number(out, shared);
        number(out, path.length - shared);
        out.write(path, shared, path.length - shared);
        out.write(Arrays.asList(KINDS).indexOf(entry.kind()));
        number(out, entry.mode());
        number(out, Integer.toUnsignedLong(entry.uid()));
        number(out, Integer.toUnsignedLong(entry.gid()));
        number(out, entry.size());
        number(out, entry.modified() << 1 ^ entry.modified() >> 63);
        text(out, RawText.encode(entry.link()));
        number(out, Integer.toUnsignedLong(entry.device().major()));
        number(out, Integer.toUnsignedLong(entry.device().minor()));
        number(out, entry.attributes().size());
        for (var attribute : entry.attributes().entrySet()) {
            text(out, RawText.encode(attribute.getKey()));
            text(out, attribute.getValue().bytes());
        }
        out.writeBoolean(entry.content().isPresent());
        if (entry.content().isPresent()) out.write(HexFormat.of().parseHex(entry.content().get().hex()));
        return path;
    }

    static LayerIndex read(InputStream source) throws IOException {
        MessageDigest hash = Digest.sha256Hash();
        var digesting = new DigestInputStream(new BufferedInputStream(source, 1 << 16), hash);
        var in = new DataInputStream(digesting);
        try {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) throw corrupt("it is no layer index");
            if (number(in) != VERSION) throw corrupt("it has another version");
            long count = number(in);
            List<Entry> entries = new ArrayList<>((int) Math.min(count, 1 << 16));
            byte[] path = {};
            for (long i = 0; i < count; i++) {
                path = path(in, path);
                entries.add(entry(in, RawText.decode(path)));
            }
            byte[] expected = hash.digest();
            digesting.on(false);
            boolean whole = Arrays.equals(in.readNBytes(expected.length), expected) && in.read() < 0;
            if (!whole) throw corrupt("its bytes changed");
            return new LayerIndex(entries);
        } catch (EOFException | IllegalArgumentException e) {
            throw new SlipwayException.CorruptData(Problem.of("a layer index is damaged"), e);
        }
    }

    private static byte[] path(DataInputStream in, byte[] before) throws IOException {
        int shared = size(in, before.length);
        int rest = size(in, MAX_TEXT);
        byte[] path = Arrays.copyOf(before, shared + rest);
        in.readFully(path, shared, rest);
        return path;
    }

    private static Entry entry(DataInputStream in, String path) throws IOException {
        int kind = in.readUnsignedByte();
        if (kind >= KINDS.length) throw corrupt("it has an entry of an unknown kind");
        int mode = (int) number(in);
        int uid = (int) number(in);
        int gid = (int) number(in);
        long size = number(in);
        long modified = number(in);
        String link = RawText.decode(text(in));
        var device = new Entry.Device((int) number(in), (int) number(in));
        var attributes = new TreeMap<String, Attribute>();
        int count = size(in, MAX_ATTRIBUTES);
        for (int i = 0; i < count; i++) attributes.put(RawText.decode(text(in)), new Attribute(text(in)));
        Optional<Digest> content = Optional.empty();
        if (in.readBoolean()) {
            byte[] hash = new byte[32];
            in.readFully(hash);
            content = Optional.of(new Digest("sha256", HexFormat.of().formatHex(hash)));
        }
        long seconds = modified >>> 1 ^ -(modified & 1);
        return new Entry(path, KINDS[kind], mode, uid, gid, size, seconds, link, device, attributes, content);
    }

    private static void text(DataOutputStream out, byte[] text) throws IOException {
        number(out, text.length);
        out.write(text);
    }

    private static byte[] text(DataInputStream in) throws IOException {
        byte[] text = new byte[size(in, 1 << 20)];
        in.readFully(text);
        return text;
    }

    private static void number(DataOutputStream out, long value) throws IOException {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static long number(DataInputStream in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int part = in.readUnsignedByte();
            value |= (long) (part & 0x7f) << shift;
            if (part < 0x80) return value;
        }
        throw corrupt("a number has no end");
    }

    private static int size(DataInputStream in, int limit) throws IOException {
        long size = number(in);
        if (size < 0 || size > limit) throw corrupt("a size of " + size + " is too big");
        return (int) size;
    }

    private static SlipwayException.CorruptData corrupt(String why) {
        return new SlipwayException.CorruptData(Problem.of("a layer index is damaged: " + why));
    }
}
