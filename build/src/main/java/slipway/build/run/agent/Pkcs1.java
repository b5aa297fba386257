package slipway.build.run.agent;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPrivateCrtKeySpec;

/// RSA keys as RFC 8017 writes them (appendix A.1.2): nine integers in a sequence.
final class Pkcs1 {

    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;

    private final ByteBuffer bytes;

    private Pkcs1(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    static RSAPrivateCrtKey read(byte[] bytes) throws GeneralSecurityException {
        var in = new Pkcs1(bytes);
        in.open(SEQUENCE);
        if (in.integer().signum() != 0) throw new Wire.BadWire();
        BigInteger n = in.integer();
        var spec = new RSAPrivateCrtKeySpec(n, in.integer(), in.integer(), in.integer(), in.integer(), in.integer(),
                in.integer(), in.integer());
        return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(spec);
    }

    private BigInteger integer() {
        byte[] value = new byte[open(INTEGER)];
        if (value.length == 0) throw new Wire.BadWire();
        bytes.get(value);
        return new BigInteger(value);
    }

    /// Enters a value and returns its length.
    private int open(int tag) {
        if (bytes.remaining() < 2 || (bytes.get() & 0xff) != tag) throw new Wire.BadWire();
        int length = bytes.get() & 0xff;
        if (length >= 0x80) {
            int count = length & 0x7f;
            if (count < 1 || count > 3 || bytes.remaining() < count) throw new Wire.BadWire();
            length = 0;
            for (int i = 0; i < count; i++) length = length << 8 | bytes.get() & 0xff;
        }
        if (length > bytes.remaining()) throw new Wire.BadWire();
        return length;
    }
}
