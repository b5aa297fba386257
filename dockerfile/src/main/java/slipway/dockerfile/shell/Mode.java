package slipway.dockerfile.shell;

/// What [ShellText] leaves as it is.
public enum Mode {
    /// Quotes do their work and stay.
    KEEP_QUOTES,
    /// Quotes are characters like others.
    IGNORE_QUOTES,
    /// Escape characters do their work and stay.
    KEEP_ESCAPES,
    /// References to variables without a value stay.
    KEEP_UNSET
}
