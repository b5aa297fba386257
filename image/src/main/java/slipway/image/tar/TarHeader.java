package slipway.image.tar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One header block of a tar, V7, ustar or GNU, field by field.
public final class TarHeader {

    /// Bytes of a header, and what all else is filled up to.
    public static final int BLOCK = 512;

    private final byte[] block;

    /// The fields of a block of [#BLOCK] bytes.
    public TarHeader(byte[] block) {
        this.block = block;
    }

    public boolean isZero() {
        for (byte b : block) if (b != 0) return false;
        return true;
    }

    /// Whether the block's checksum is right; old tars summed signed bytes.
    public boolean isValid() {
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

    public int type() {
        return block[156];
    }

    public byte[] name() {
        byte[] name = text(0, 100);
        byte[] prefix = isUstar() ? text(345, 155) : new byte[0];
        if (prefix.length == 0) return name;
        byte[] whole = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
        whole[prefix.length] = '/';
        System.arraycopy(name, 0, whole, prefix.length + 1, name.length);
        return whole;
    }

    public byte[] link() {
        return text(157, 100);
    }

    public long mode() {
        return number(100, 8);
    }

    public long uid() {
        return number(108, 8);
    }

    public long gid() {
        return number(116, 8);
    }

    public long size() {
        return number(124, 12);
    }

    public long modified() {
        return number(136, 12);
    }

    public long major() {
        return number(329, 8);
    }

    public long minor() {
        return number(337, 8);
    }

    /// POSIX, which has a prefix, and not GNU, which has other fields there.
    private boolean isUstar() {
        return Arrays.equals(block, 257, 263, "ustar\0".getBytes(StandardCharsets.US_ASCII), 0, 6);
    }

    /// A field up to its first NUL.
    public byte[] text(int at, int length) {
        int end = at;
        while (end < at + length && block[end] != 0) end++;
        return Arrays.copyOfRange(block, at, end);
    }

    public boolean flag(int at) {
        return block[at] != 0;
    }

    /// Octal digits between blanks and NULs, or GNU's binary form, which has the highest bit set.
    ///
    /// @throws IllegalArgumentException when it is neither
    public long number(int at, int length) {
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
