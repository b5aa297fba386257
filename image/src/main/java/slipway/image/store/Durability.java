package slipway.image.store;

/// What a store does against loss of power. Against the death of a process it is safe either way.
public enum Durability {
    /// What was committed is on the disk before anything that refers to it.
    SYNCED,
    /// The system writes when it likes: for tests, and for stores that do not outlive the machine.
    UNSYNCED
}
