package slipway.image;

/// The digest of a layer's tar, uncompressed. OCI image configuration, "Layer DiffID".
public record DiffId(Digest digest) {

    public static DiffId parse(String text) {
        return new DiffId(Digest.parse(text));
    }

    @Override
    public String toString() {
        return digest.toString();
    }
}
