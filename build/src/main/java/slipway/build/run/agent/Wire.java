package slipway.build.run.agent;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The fields of SSH messages (RFC 4251, section 5): what is written goes into one, and is read from one.
final class Wire {

    private Wire() {}

    /// Fields in a row.
    static final class Writer {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Writer number(long value) {
            bytes.writeBytes(ByteBuffer.allocate(4).putInt((int) value).array());
            return this;
        }

        Writer oneByte(int value) {
            bytes.write(value);
            return this;
        }

        Writer string(byte[] value) {
            number(value.length);
            bytes.writeBytes(value);
            return this;
        }

        Writer string(String value) {
            return string(value.getBytes(StandardCharsets.UTF_8));
        }

        /// A number of any size that is not negative.
        Writer big(BigInteger value) {
            return string(value.signum() == 0 ? new byte[0] : value.toByteArray());
        }

        byte[] toBytes() {
            return bytes.toByteArray();
        }
    }

    /// Reads fields, which may come from anybody: what does not fit is a [BadWire].
    static final class Reader {
        private final ByteBuffer bytes;

        Reader(byte[] bytes) {
            this.bytes = ByteBuffer.wrap(bytes);
        }

        long number() {
            if (bytes.remaining() < 4) throw new BadWire();
            return Integer.toUnsignedLong(bytes.getInt());
        }

        int oneByte() {
            if (!bytes.hasRemaining()) throw new BadWire();
            return bytes.get() & 0xff;
        }

        byte[] string() {
            long length = number();
            if (length > bytes.remaining()) throw new BadWire();
            byte[] value = new byte[(int) length];
            bytes.get(value);
            return value;
        }

        String text() {
            return new String(string(), StandardCharsets.UTF_8);
        }

        BigInteger big() {
            byte[] value = string();
            return value.length == 0 ? BigInteger.ZERO : new BigInteger(value);
        }
    }

    /// Bytes that are not what they should be.
    static final class BadWire extends RuntimeException {
        private static final long serialVersionUID = 1;

        BadWire() {
            super("a message or key that ends too early");
        }
    }
}
