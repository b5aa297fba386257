package slipway.image.layer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// The bytes behind whatever compression a stream turns out to have, counted, so that a small archive cannot fill the disk.
final class Decompressed extends InputStream {

    private final Counted source;
    private final ArchiveFormat format;
    private final InputStream in;
    private final ReadLimits limits;
    private long count;

    Decompressed(InputStream compressed, ReadLimits limits) throws IOException {
        this.limits = limits;
        this.source = new Counted(compressed);
        var buffered = new BufferedInputStream(source, 1 << 16);
        this.format = ArchiveFormat.of(buffered);
        try {
            this.in = format.open(buffered);
        } catch (IOException e) {
            if (format.isDamage(e)) throw damaged(e);
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read;
        try {
            read = in.read(bytes, offset, length);
        } catch (IOException e) {
            if (format.isDamage(e)) throw damaged(e);
            throw e;
        }
        if (read > 0) {
            count += read;
            check();
        }
        return read;
    }

    private void check() {
        boolean bomb = count > ReadLimits.RATIO_FROM && count / limits.ratio() > source.count;
        if (count > limits.bytes() || bomb) {
            throw new SlipwayException.CorruptData(Problem.of("an archive of " + source.count + " bytes so far unpacks to more than "
                    + count + " bytes").hint("this is probably an attack"));
        }
    }

    /// Reads what comes after the compressed bytes, so that the source is verified to its end.
    void drainSource() throws IOException {
        LayerReader.drain(source);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private SlipwayException.CorruptData damaged(IOException e) {
        return new SlipwayException.CorruptData(Problem.of(format + " bytes are damaged: " + e.getMessage()), e);
    }

    private static final class Counted extends InputStream {
        private final InputStream in;
        private long count;

        Counted(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            if (b >= 0) count++;
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            if (read > 0) count += read;
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
