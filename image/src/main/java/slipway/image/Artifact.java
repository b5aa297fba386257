package slipway.image;

/// What a reference can point to.
public sealed interface Artifact permits Image, Index {

    /// What points to its manifest or index.
    Descriptor descriptor();

    /// The bytes of its manifest or index, as they were received; their digest is the descriptor's.
    byte[] raw();
}
