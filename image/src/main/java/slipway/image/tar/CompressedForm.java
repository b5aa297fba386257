package slipway.image.tar;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/// How bytes are compressed, as the first of them say.
enum CompressedForm {
    PLAIN,
    GZIP(0x1f, 0x8b),
    BZIP2('B', 'Z', 'h'),
    XZ(0xfd, '7', 'z', 'X', 'Z', 0),
    ZSTD(0x28, 0xb5, 0x2f, 0xfd);

    private static final int XZ_MEMORY_KIB = 256 << 10;

    private final int[] magic;

    CompressedForm(int... magic) {
        this.magic = magic;
    }

    /// Looks at the first bytes and puts them back. The stream must support marks.
    static CompressedForm of(InputStream in) throws IOException {
        in.mark(16);
        byte[] start = in.readNBytes(8);
        in.reset();
        if (isSkippableFrame(start)) return ZSTD;
        for (CompressedForm format : values()) {
            if (format != PLAIN && format.startsLike(start)) return format;
        }
        return PLAIN;
    }

    /// What a zstd stream may begin with instead of its data: `0x184D2A5?`, little-endian.
    private static boolean isSkippableFrame(byte[] start) {
        return start.length >= 4 && (start[0] & 0xf0) == 0x50 && start[1] == 0x2a && start[2] == 0x4d && start[3] == 0x18;
    }

    private boolean startsLike(byte[] start) {
        if (start.length < magic.length) return false;
        for (int i = 0; i < magic.length; i++) if ((start[i] & 0xff) != magic[i]) return false;
        return true;
    }

    /// The bytes behind the compression; all members, where several follow each other.
    InputStream open(InputStream in) throws IOException {
        return switch (this) {
            case PLAIN -> in;
            case GZIP -> new GZIPInputStream(new HonestAvailable(in), 1 << 16);
            case BZIP2 -> new BZip2CompressorInputStream(in, true);
            case XZ -> new XZInputStream(in, XZ_MEMORY_KIB);
            case ZSTD -> new ZstdInputStream(in);
        };
    }

    /// Whether an error of this format's reader means that the bytes are damaged, not that they could not be read.
    boolean isDamage(IOException e) {
        return switch (this) {
            case PLAIN -> false;
            case GZIP -> e instanceof java.util.zip.ZipException || e instanceof java.io.EOFException;
            case BZIP2 -> true;
            case XZ -> e instanceof org.tukaani.xz.XZIOException || e instanceof java.io.EOFException;
            case ZSTD -> e instanceof com.github.luben.zstd.ZstdIOException || e instanceof java.io.EOFException;
        };
    }

    /// Says 0 available only at the end: [GZIPInputStream] takes that for the end of its last member.
    private static final class HonestAvailable extends BufferedInputStream {
        HonestAvailable(InputStream in) {
            super(in, 1 << 16);
        }

        @Override
        public synchronized int available() throws IOException {
            int known = super.available();
            if (known > 0) return known;
            mark(1);
            boolean more = read() >= 0;
            reset();
            return more ? 1 : 0;
        }
    }
}
