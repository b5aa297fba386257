package slipway.compose;

/// What is done with the lock of a composition.
public enum LockMode {
    /// Follow it; where there is none for this platform, or one of other packages, resolve and write it.
    USE,
    /// Follow it; where there is none, or the image would not be the one it names, fail.
    LOCKED,
    /// Resolve anew and write it.
    UPDATE,
    /// Neither read nor write it.
    IGNORE
}
