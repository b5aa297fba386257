package slipway.image.layer;

import java.util.Arrays;
import java.util.HexFormat;

/// The value of an extended attribute: some bytes, compared as such.
public final class Attribute {

    private final byte[] bytes;

    public Attribute(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attribute attribute && Arrays.equals(bytes, attribute.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
