package slipway.dockerfile;

import slipway.diagnostics.Span;

/// A piece of an instruction as the builder sees it, and where it stands.
///
/// The text has line continuations joined and comment lines removed, so it may be shorter than what its span covers.
/// Variables, quotes and escapes are as written, except in the value of a [Flag] and in JSON, where quotes are gone.
public record Word(String text, Span span) {

    @Override
    public String toString() {
        return text;
    }
}
