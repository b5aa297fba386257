package slipway.dockerfile;

import java.util.Optional;
import slipway.diagnostics.Span;

/// An option between an instruction's keyword and its arguments: `--name` or `--name=value`.
///
/// The name comes without its dashes; the value without the quotes that kept it together.
public record Flag(String name, Optional<Word> value, Span span) {}
