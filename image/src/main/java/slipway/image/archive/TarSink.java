package slipway.image.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;

/// Writes an archive's tar: plain files, owned by root, of time 0, with the directories they stand in before them.
///
/// Ustar, with a pax header before a file whose name or size has no place there.
final class TarSink {

    private static final int BLOCK = 512;
    private static final long MAX_OCTAL = 0_77_777_777_777L;

    private final OutputStream out;
    private final TreeSet<String> directories = new TreeSet<>();

    TarSink(OutputStream out) {
        this.out = out;
    }

    /// Writes a file of this size, reading `bytes` to its end.
    void file(String path, long size, InputStream bytes) throws IOException {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            String directory = path.substring(0, slash + 1);
            if (directories.add(directory)) header(directory, '5', 0755, 0);
        }
        if (path.length() > 100 || size > MAX_OCTAL) extended(path, size);
        header(path, '0', 0644, size);
        if (bytes.transferTo(out) != size) throw new IllegalStateException(path + " has not the size that was promised");
        pad(size);
    }

    private void extended(String path, long size) throws IOException {
        byte[] records = (record("path", path) + record("size", Long.toString(size))).getBytes(StandardCharsets.UTF_8);
        header("pax", 'x', 0644, records.length);
        out.write(records);
        pad(records.length);
    }

    private static String record(String key, String value) {
        int rest = 3 + key.length() + value.length();
        int length = rest + Integer.toString(rest).length();
        if (rest + Integer.toString(length).length() > length) length++;
        return length + " " + key + "=" + value + "\n";
    }

    private void header(String path, char type, int mode, long size) throws IOException {
        byte[] block = new byte[BLOCK];
        text(block, 0, path.length() > 100 ? path.substring(0, 100) : path);
        text(block, 100, octal(mode, 7));
        text(block, 108, octal(0, 7));
        text(block, 116, octal(0, 7));
        text(block, 124, octal(size > MAX_OCTAL ? 0 : size, 11));
        text(block, 136, octal(0, 11));
        text(block, 148, "        ");
        block[156] = (byte) type;
        text(block, 257, "ustar");
        text(block, 263, "00");
        int sum = 0;
        for (byte b : block) sum += b & 0xff;
        text(block, 148, octal(sum, 6));
        block[154] = 0;
        out.write(block);
    }

    private static String octal(long number, int digits) {
        String text = Long.toOctalString(number);
        return "0".repeat(digits - text.length()) + text;
    }

    private static void text(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) (-size & BLOCK - 1)]);
    }

    /// Ends the archive. The stream stays open.
    void finish() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.flush();
    }
}
