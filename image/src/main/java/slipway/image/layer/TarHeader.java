package slipway.image.layer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One header block of a tar, V7, ustar or GNU, field by field.
final class TarHeader {

    private final byte[] block;

    TarHeader(byte[] block) {
        this.block = block;
    }

    boolean isZero() {
        for (byte b : block) if (b != 0) return false;
        return true;
    }

    /// Whether the block's checksum is right; old tars summed signed bytes.
    boolean isValid() {
        int unsigned = 0;
        int signed = 0;
        for (int i = 0; i < block.length; i++) {
            byte b = i >= 148 && i < 156 ? (byte) ' ' : block[i];
            unsigned += b & 0xff;
            signed += b;
        }
        try {
            long sum = number(148, 8);
            return sum == unsigned || sum == signed;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    int type() {
        return block[156];
    }

    byte[] name() {
        byte[] name = text(0, 100);
        byte[] prefix = isUstar() ? text(345, 155) : new byte[0];
        if (prefix.length == 0) return name;
        byte[] whole = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
        whole[prefix.length] = '/';
        System.arraycopy(name, 0, whole, prefix.length + 1, name.length);
        return whole;
    }

    byte[] link() {
        return text(157, 100);
    }

    long mode() {
        return number(100, 8);
    }

    long uid() {
        return number(108, 8);
    }

    long gid() {
        return number(116, 8);
    }

    long size() {
        return number(124, 12);
    }

    long modified() {
        return number(136, 12);
    }

    long major() {
        return number(329, 8);
    }

    long minor() {
        return number(337, 8);
    }

    /// POSIX, which has a prefix, and not GNU, which has other fields there.
    private boolean isUstar() {
        return Arrays.equals(block, 257, 263, "ustar\0".getBytes(StandardCharsets.US_ASCII), 0, 6);
    }

    /// A field up to its first NUL.
    byte[] text(int at, int length) {
        int end = at;
        while (end < at + length && block[end] != 0) end++;
        return Arrays.copyOfRange(block, at, end);
    }

    boolean flag(int at) {
        return block[at] != 0;
    }

    /// Octal digits between blanks and NULs, or GNU's binary form, which has the highest bit set.
    ///
    /// @throws IllegalArgumentException when it is neither
    long number(int at, int length) {
        if ((block[at] & 0x80) != 0) return binary(at, length);
        long value = 0;
        boolean ended = false;
        boolean begun = false;
        for (int i = at; i < at + length; i++) {
            byte b = block[i];
            if (b == ' ' || b == 0) {
                ended = begun;
            } else if (b >= '0' && b <= '7' && !ended) {
                value = value << 3 | b - '0';
                begun = true;
            } else {
                throw new IllegalArgumentException("not an octal number");
            }
        }
        return value;
    }

    private long binary(int at, int length) {
        boolean negative = (block[at] & 0x40) != 0;
        long value = negative ? -1 : 0;
        for (int i = 0; i < length; i++) {
            int b = i == 0 ? (block[at] & 0x3f) | (negative ? 0xc0 : 0) : block[at + i] & 0xff;
            if (length - i > 8 && b != (negative ? 0xff : 0)) throw new IllegalArgumentException("number out of range");
            value = value << 8 | b;
        }
        if (value < 0 != negative) throw new IllegalArgumentException("number out of range");
        return value;
    }
}
