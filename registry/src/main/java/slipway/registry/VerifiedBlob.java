package slipway.registry;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;

/// A blob's bytes, hashed as they are read; a wrong digest is an error where the end would be.
final class VerifiedBlob extends InputStream {

    private final InputStream in;
    private final Descriptor blob;
    private final MessageDigest hash;
    private boolean verified;

    VerifiedBlob(InputStream in, Descriptor blob) {
        this.in = in;
        this.blob = blob;
        this.hash = blob.digest().newHash();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        if (count > 0) hash.update(bytes, offset, count);
        if (count < 0 && !verified) {
            verified = true;
            if (!blob.digest().matches(hash)) {
                throw new SlipwayException.CorruptData(Problem.of("the bytes of blob " + blob.digest() + " are not those of its digest"));
            }
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
