package slipway.image.tar;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// The bytes behind whatever compression a stream turns out to have, counted, so that a small archive cannot fill the disk.
public final class Decompressed extends InputStream {

    private static final long RATIO_FROM = 4L << 30;

    private final Counted source;
    private final CompressedForm format;
    private final InputStream in;
    private final long mostBytes;
    private final int mostRatio;
    private long count;

    /// @param mostBytes how many bytes there may be
    /// @param mostRatio how many bytes one compressed byte may stand for, once there are more than 4 GiB
    public Decompressed(InputStream compressed, long mostBytes, int mostRatio) throws IOException {
        this.mostBytes = mostBytes;
        this.mostRatio = mostRatio;
        this.source = new Counted(compressed);
        var buffered = new BufferedInputStream(source, 1 << 16);
        this.format = CompressedForm.of(buffered);
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
        boolean bomb = count > RATIO_FROM && count / mostRatio > source.count;
        if (count > mostBytes || bomb) {
            throw new SlipwayException.CorruptData(Problem.of("an archive unpacks from " + source.count
                    + " bytes to more than " + count).hint("this is probably an attack"));
        }
    }

    /// Reads what comes after the compressed bytes, so that the source is verified to its end.
    public void drainSource() throws IOException {
        source.skip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private SlipwayException.CorruptData damaged(IOException e) {
        String why = Optional.ofNullable(e.getMessage()).orElse("they end too early"); // An end says nothing more.
        return new SlipwayException.CorruptData(Problem.of(format + " bytes are damaged: " + why), e);
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

        void skip() throws IOException {
            byte[] buffer = new byte[1 << 14];
            while (read(buffer, 0, buffer.length) >= 0) continue;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
