package slipway.dockerfile;

import slipway.diagnostics.Span;

/// A line that begins with `#`. The text is what follows the `#`, trimmed; the span begins at the `#`.
public record Comment(String text, Span span) implements Node {}
