package slipway.dockerfile;

import slipway.diagnostics.Span;

/// A comment at the top of the file that speaks to the parser: `# syntax=`, `# escape=` or `# check=`.
///
/// The name is in lower case in its word's text.
public record Directive(Word name, Word value, Span span) implements Node {}
