package slipway.image.store;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;

/// A blob's bytes, verified as they are read: the only way to open one.
///
/// The last bytes are given out only when there are no more of them than the descriptor says and the hash of all is its
/// digest. So a reader that stops after `size` bytes without looking for the end is safe too; one that stops earlier has
/// verified nothing.
public final class VerifiedInputStream extends FilterInputStream {

    /// Bytes of a blob that is read as a whole, at most: manifests, indexes and configurations are smaller by far.
    public static final int MAX_SMALL = 32 << 20;

    private final Descriptor expected;
    private final MessageDigest hash;
    private long seen;
    private boolean verified;
    private boolean failed;

    public VerifiedInputStream(InputStream bytes, Descriptor expected) {
        super(bytes);
        this.expected = expected;
        this.hash = expected.digest().newHash();
    }

    /// The bytes of a small blob, verified.
    ///
    /// @throws SlipwayException.CorruptData when the descriptor promises more than [#MAX_SMALL] bytes
    public static byte[] readSmall(InputStream bytes, Descriptor expected) throws IOException {
        checkSmall(expected);
        var all = new ByteArrayOutputStream((int) Math.min(expected.size(), 1 << 20));
        try (var verified = new VerifiedInputStream(bytes, expected)) {
            verified.transferTo(all);
        }
        return all.toByteArray();
    }

    /// Refuses to hold a large blob in memory.
    public static void checkSmall(Descriptor blob) {
        if (blob.size() > MAX_SMALL) {
            throw new SlipwayException.CorruptData(Problem.of(blob.digest() + " should be a manifest or configuration, but"
                    + " has " + blob.size() + " bytes; at most " + MAX_SMALL + " are read"));
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (verified) return -1;
        if (failed) throw corrupt("was found to be damaged before");
        if (seen == expected.size()) {
            verifyEnd();
            return -1;
        }
        int count = in.read(buffer, offset, (int) Math.min(length, expected.size() - seen));
        if (count < 0) throw corrupt("ends after " + seen + " of " + expected.size() + " bytes");
        hash.update(buffer, offset, count);
        seen += count;
        if (seen == expected.size()) verifyEnd();
        return count;
    }

    private void verifyEnd() throws IOException {
        if (in.read() >= 0) throw corrupt("has more than the " + expected.size() + " bytes it should have");
        if (!expected.digest().matches(hash)) throw corrupt("has other bytes: their hash is not the digest");
        verified = true;
    }

    private SlipwayException.CorruptData corrupt(String how) {
        failed = true;
        return new SlipwayException.CorruptData(Problem.of("blob " + expected.digest() + " " + how));
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] buffer = new byte[8192];
        long left = count;
        while (left > 0) {
            int got = read(buffer, 0, (int) Math.min(buffer.length, left));
            if (got < 0) break;
            left -= got;
        }
        return count - left;
    }

    @Override
    public int available() throws IOException {
        return verified ? 0 : (int) Math.min(in.available(), expected.size() - seen);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void mark(int limit) {
        // Not supported: what was read cannot be hashed again.
    }

    @Override
    public void reset() throws IOException {
        throw new IOException("a verified stream cannot go back");
    }
}
