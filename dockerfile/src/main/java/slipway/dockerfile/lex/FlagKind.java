package slipway.dockerfile.lex;

/// What a flag takes.
public enum FlagKind {
    /// Yes or no: bare, `=true` or `=false`.
    DECISION,
    /// One value.
    VALUE,
    /// A value, and it may be given several times.
    LIST
}
