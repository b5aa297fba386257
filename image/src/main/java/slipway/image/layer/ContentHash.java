package slipway.image.layer;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import slipway.image.Digest;

/// The SHA-256 of what a stream has left.
final class ContentHash {

    private ContentHash() {}

    static Digest of(InputStream in) throws IOException {
        MessageDigest hash = Digest.sha256Hash();
        byte[] buffer = new byte[1 << 14];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) hash.update(buffer, 0, count);
        return Digest.ofSha256(hash);
    }
}
