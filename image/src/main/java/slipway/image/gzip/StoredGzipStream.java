package slipway.image.gzip;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/// A stream whose bytes come out as one gzip member that is not compressed at all: stored blocks (RFC 1951, section 3.2.4).
/// Closing it ends the member and leaves the target open.
public final class StoredGzipStream extends OutputStream {

    private static final int BLOCK = 0xffff;

    private final OutputStream target;
    private final byte[] block = new byte[BLOCK];
    private final CRC32 checksum = new CRC32();
    private int filled;
    private long size;
    private boolean closed;

    public StoredGzipStream(OutputStream target) throws IOException {
        this.target = target;
        target.write(ParallelGzipStream.HEADER);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (closed) throw new IOException("the gzip stream is closed");
        checksum.update(bytes, offset, length);
        size += length;
        int end = offset + length;
        for (int at = offset; at < end; ) {
            if (filled == BLOCK) put(0);
            int count = Math.min(BLOCK - filled, end - at);
            System.arraycopy(bytes, at, block, filled, count);
            filled += count;
            at += count;
        }
    }

    private void put(int last) throws IOException {
        target.write(new byte[] {(byte) last, (byte) filled, (byte) (filled >>> 8), (byte) ~filled, (byte) (~filled >>> 8)});
        target.write(block, 0, filled);
        filled = 0;
    }

    @Override
    public void close() throws IOException {
        if (closed) return;
        closed = true;
        put(1);
        target.write(ParallelGzipStream.trailer(checksum.getValue(), size));
    }
}
