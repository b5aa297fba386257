package slipway.dockerfile.pattern;

/// A pattern as `COPY` and `ADD` know it: Go's `filepath.Match` with `/` between names.
public record PathPattern(String text) {}
