package slipway.compose.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import slipway.image.layer.Content;

/// The bytes of one file among those of many in a spool file.
record SpooledContent(Path spool, long offset, long size) implements Content {

    @Override
    public InputStream open() throws IOException {
        var file = new RandomAccessFile(spool.toFile(), "r");
        try {
            file.seek(offset);
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return new Section(file, size);
    }

    private static final class Section extends InputStream {
        private final RandomAccessFile file;
        private long rest;

        Section(RandomAccessFile file, long rest) {
            this.file = file;
            this.rest = rest;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int at, int length) throws IOException {
            if (length == 0) return 0;
            if (rest == 0) return -1;
            int count = file.read(bytes, at, (int) Math.min(length, rest));
            if (count > 0) rest -= count;
            return count;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
