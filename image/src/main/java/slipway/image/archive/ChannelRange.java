package slipway.image.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Some bytes of a file as a stream of their own. Closing it leaves the file open.
final class ChannelRange extends InputStream {

    private final FileChannel channel;
    private long position;
    private long rest;

    ChannelRange(FileChannel channel, long position, long size) {
        this.channel = channel;
        this.position = position;
        this.rest = size;
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
        int count = channel.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, rest)), position);
        if (count < 0) throw new EOFException("the archive became shorter as it was read");
        position += count;
        rest -= count;
        return count;
    }

    @Override
    public int available() {
        return (int) Math.min(rest, Integer.MAX_VALUE);
    }
}
