package slipway.image.gzip;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;

/// What others make of our bytes.
final class Gunzip {
    private Gunzip() {}

    static byte[] withStream(byte[] gzip) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads one member with nothing behind it, and checks each field of its header and trailer.
    static byte[] strictly(byte[] gzip) throws DataFormatException {
        byte[] header = {31, (byte) 139, 8, 0, 0, 0, 0, 0, 0, (byte) 255};
        if (!Arrays.equals(header, Arrays.copyOf(gzip, 10))) throw new DataFormatException("header");
        var out = new ByteArrayOutputStream();
        var inflater = new Inflater(true);
        try {
            inflater.setInput(gzip, 10, gzip.length - 10);
            var buffer = new byte[1 << 16];
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0 && !inflater.finished()) throw new DataFormatException("ends early");
                out.write(buffer, 0, count);
            }
            if (inflater.getRemaining() != 8) throw new DataFormatException("not one member");
        } finally {
            inflater.end();
        }
        var checksum = new CRC32();
        checksum.update(out.toByteArray());
        int trailer = gzip.length - 8;
        if (LittleEndian.readInt(gzip, trailer) != (int) checksum.getValue()) throw new DataFormatException("checksum");
        if (LittleEndian.readInt(gzip, trailer + 4) != out.size()) throw new DataFormatException("size");
        return out.toByteArray();
    }
}
