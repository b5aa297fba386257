package slipway.image.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/// A stream that tells somebody how many bytes have been read of it so far.
final class HeardInputStream extends FilterInputStream {

    private final LongConsumer listener;
    private long count;

    HeardInputStream(InputStream in, LongConsumer listener) {
        super(in);
        this.listener = listener;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        if (b >= 0) listener.accept(++count);
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int got = super.read(buffer, offset, length);
        if (got > 0) {
            count += got;
            listener.accept(count);
        }
        return got;
    }
}
