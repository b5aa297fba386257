package slipway.dockerfile.parse;

/// What a flag takes.
enum FlagKind {
    /// Yes or no: bare, `=true` or `=false`.
    DECISION,
    /// One value.
    VALUE,
    /// A value, and it may be given several times.
    LIST
}
