package slipway.dockerfile;

import slipway.diagnostics.Span;

/// A part of a Dockerfile that begins on a line of its own.
///
/// The nodes of a file do not overlap, stand in the order of the text, and between them is only white space (and a byte
/// order mark at the very beginning), so nodes and gaps together are the text.
public sealed interface Node permits Directive, Comment, Blank, Instruction {

    Span span();
}
