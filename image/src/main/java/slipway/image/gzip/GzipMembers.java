package slipway.image.gzip;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/// A stream whose bytes come out as gzip members one after the other, ended where the caller says, so that reading may
/// begin at each of them. The output depends on the input and those places alone.
///
/// Works in the thread that writes. A member that nothing was written to is none. Closing ends the last one and leaves the
/// target open.
public final class GzipMembers extends OutputStream {

    private final OutputStream target;
    private final Segment segment;
    private final CRC32 checksum = new CRC32();
    private long size;
    private long written;

    public GzipMembers(OutputStream target, Effort effort) {
        this.target = target;
        this.segment = new Segment(effort);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) return;
        if (size == 0) put(ParallelGzipStream.HEADER, ParallelGzipStream.HEADER.length);
        int end = offset + length;
        for (int at = offset; at < end; ) {
            if (segment.isFull()) {
                flushSegment();
                segment.restartAfter(segment);
            }
            at += segment.fill(bytes, at, end - at);
        }
        checksum.update(bytes, offset, length);
        size += length;
    }

    /// Ends the member. What is written next begins another one.
    public void endMember() throws IOException {
        if (size == 0) return;
        if (segment.size() > 0) flushSegment();
        segment.restart();
        put(ParallelGzipStream.LAST_BLOCK, ParallelGzipStream.LAST_BLOCK.length);
        byte[] trailer = ParallelGzipStream.trailer(checksum.getValue(), size);
        put(trailer, trailer.length);
        checksum.reset();
        size = 0;
    }

    /// How many bytes have come out; after [#endMember], where the next member begins.
    public long written() {
        return written;
    }

    private void flushSegment() throws IOException {
        segment.compress();
        put(segment.output(), segment.outputSize());
    }

    private void put(byte[] bytes, int length) throws IOException {
        target.write(bytes, 0, length);
        written += length;
    }

    @Override
    public void close() throws IOException {
        endMember();
    }
}
