package slipway.image;

/// A tar of changes: the blob it is stored as, and the digest of what it holds when unpacked.
public record Layer(Descriptor descriptor, DiffId diffId) {}
