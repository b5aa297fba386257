package slipway.image.layer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import slipway.image.tar.TarHeader;

/// Writes a tar: ustar headers (POSIX.1-1988), and before each one that does not fit a pax header (POSIX.1-2001).
///
/// One entry has one form. User and group names stay empty, since they are the machine's and not the image's.
final class TarWriter {

    private static final int BLOCK = TarHeader.BLOCK;
    private static final byte[] ZEROS = new byte[2 * BLOCK];
    private static final long OCTAL_7 = 07777777L;
    private static final long OCTAL_11 = 077777777777L;
    private static final int NAME = 100;
    private static final int PREFIX = 155;

    private final OutputStream out;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    /// Writes all of an entry but the bytes of a file, which must follow, and then [#pad].
    void header(Entry entry) throws IOException {
        byte[] name = RawText.encode(name(entry));
        byte[] link = linked(entry) ? RawText.encode(entry.link()) : new byte[0];
        var pax = new TreeMap<String, byte[]>();
        int split = split(name);
        if (split < 0) pax.put("path", name);
        if (link.length > NAME || !isAscii(link)) pax.put("linkpath", link);
        number(pax, "size", entry.size(), OCTAL_11);
        number(pax, "mtime", entry.modified(), OCTAL_11);
        number(pax, "uid", entry.uid(), OCTAL_7);
        number(pax, "gid", entry.gid(), OCTAL_7);
        number(pax, "SCHILY.devmajor", entry.device().major(), OCTAL_7);
        number(pax, "SCHILY.devminor", entry.device().minor(), OCTAL_7);
        entry.attributes().forEach((key, value) -> pax.put("SCHILY.xattr." + key, value.bytes()));
        if (!pax.isEmpty()) extended(name, pax);
        byte[] block = new byte[BLOCK];
        if (split > 0) {
            text(block, 345, PREFIX, Arrays.copyOf(name, split));
            text(block, 0, NAME, Arrays.copyOfRange(name, split + 1, name.length));
        } else {
            text(block, 0, NAME, split == 0 ? name : plain(name));
        }
        octal(block, 100, 8, entry.mode());
        octal(block, 108, 8, fit(entry.uid(), OCTAL_7));
        octal(block, 116, 8, fit(entry.gid(), OCTAL_7));
        octal(block, 124, 12, fit(entry.size(), OCTAL_11));
        octal(block, 136, 12, fit(entry.modified(), OCTAL_11));
        text(block, 157, NAME, pax.containsKey("linkpath") ? plain(link) : link);
        octal(block, 329, 8, fit(entry.device().major(), OCTAL_7));
        octal(block, 337, 8, fit(entry.device().minor(), OCTAL_7));
        finish(block, type(entry));
    }

    /// Fills the last block of a file of this many bytes.
    void pad(long size) throws IOException {
        int rest = (int) (size % BLOCK);
        if (rest > 0) out.write(ZEROS, 0, BLOCK - rest);
    }

    /// Ends the archive.
    void end() throws IOException {
        out.write(ZEROS, 0, 2 * BLOCK);
    }

    private void extended(byte[] name, Map<String, byte[]> records) throws IOException {
        var body = new java.io.ByteArrayOutputStream();
        records.forEach((key, value) -> body.writeBytes(record(key, value)));
        byte[] block = new byte[BLOCK];
        byte[] last = Arrays.copyOfRange(name, lastSlash(name) + 1, name.length);
        text(block, 0, NAME, plain(concat("PaxHeaders.0/".getBytes(StandardCharsets.US_ASCII), last)));
        octal(block, 100, 8, 0);
        octal(block, 108, 8, 0);
        octal(block, 116, 8, 0);
        octal(block, 124, 12, body.size());
        octal(block, 136, 12, 0);
        octal(block, 329, 8, 0);
        octal(block, 337, 8, 0);
        finish(block, 'x');
        body.writeTo(out);
        pad(body.size());
    }

    /// `length key=value\n`, where the length counts itself.
    private static byte[] record(String key, byte[] value) {
        byte[] tail = concat((" " + key + "=").getBytes(StandardCharsets.UTF_8), value);
        int rest = tail.length + 1;
        int length = rest + Integer.toString(rest).length();
        if (rest + Integer.toString(length).length() != length) length = rest + Integer.toString(length).length();
        byte[] head = Integer.toString(length).getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(concat(head, tail), length);
        all[length - 1] = '\n';
        return all;
    }

    private void finish(byte[] block, int type) throws IOException {
        block[156] = (byte) type;
        text(block, 257, 8, new byte[] {'u', 's', 't', 'a', 'r', 0, '0', '0'});
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : block) sum += b & 0xff;
        octal(block, 148, 7, sum);
        out.write(block);
    }

    private static String name(Entry entry) {
        String name = Whiteout.tarName(entry);
        if (name.isEmpty()) return "./";
        return entry.is(Entry.Kind.DIRECTORY) ? name + "/" : name;
    }

    private static boolean linked(Entry entry) {
        return entry.is(Entry.Kind.SYMLINK) || entry.is(Entry.Kind.HARD_LINK);
    }

    private static int type(Entry entry) {
        return switch (entry.kind()) {
            case FILE, WHITEOUT, OPAQUE -> '0';
            case HARD_LINK -> '1';
            case SYMLINK -> '2';
            case CHARACTER_DEVICE -> '3';
            case BLOCK_DEVICE -> '4';
            case DIRECTORY -> '5';
            case FIFO -> '6';
        };
    }

    /// Where a name is cut into prefix and name: 0 if it need not be, -1 if it cannot be.
    private static int split(byte[] name) {
        if (!isAscii(name)) return -1;
        if (name.length <= NAME) return 0;
        for (int i = Math.min(PREFIX, name.length - 2); i > 0 && name.length - i - 1 <= NAME; i--) {
            if (name[i] == '/') return i;
        }
        return -1;
    }

    private static void number(Map<String, byte[]> pax, String key, long value, long limit) {
        if (value < 0 || value > limit) pax.put(key, Long.toString(value).getBytes(StandardCharsets.US_ASCII));
    }

    private static long fit(long value, long limit) {
        return value < 0 || value > limit ? 0 : value;
    }

    private static void octal(byte[] block, int at, int length, long value) {
        long rest = value;
        for (int i = at + length - 2; i >= at; i--) {
            block[i] = (byte) ('0' + (rest & 7));
            rest >>>= 3;
        }
        block[at + length - 1] = 0;
    }

    private static void text(byte[] block, int at, int length, byte[] text) {
        System.arraycopy(text, 0, block, at, Math.min(length, text.length));
    }

    /// What a reader without knowledge of pax may show.
    private static byte[] plain(byte[] name) {
        byte[] shown = name.clone();
        for (int i = 0; i < shown.length; i++) if (shown[i] < 0) shown[i] = '_';
        return shown;
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) if (b < 0) return false;
        return true;
    }

    private static int lastSlash(byte[] name) {
        int last = name.length - 2;
        while (last >= 0 && name[last] != '/') last--;
        return last;
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }
}
