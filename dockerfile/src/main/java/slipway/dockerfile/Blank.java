package slipway.dockerfile;

import slipway.diagnostics.Span;

/// A line with nothing but spaces on it. The span covers the spaces and not the line break.
public record Blank(Span span) implements Node {}
