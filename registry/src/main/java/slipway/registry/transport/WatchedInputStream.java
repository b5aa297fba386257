package slipway.registry.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/// A response's body that ends with an error when the other side stalls.
final class WatchedInputStream extends FilterInputStream {

    private final StallWatch watch;

    WatchedInputStream(InputStream in, Duration stall) {
        super(in);
        this.watch = new StallWatch(stall, () -> {
            try {
                in.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        watch.waiting();
        try {
            int count = in.read(bytes, offset, length);
            if (count < 0 && watch.stalled()) throw new HttpTimeoutException("no more data came");
            return count;
        } catch (IOException e) {
            if (watch.stalled()) throw new HttpTimeoutException("no more data came");
            throw e;
        } finally {
            watch.moving();
        }
    }

    @Override
    public void close() throws IOException {
        watch.close();
        super.close();
    }
}
