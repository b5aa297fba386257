package slipway.dockerfile.lex;

import java.util.List;
import slipway.diagnostics.Span;
import slipway.dockerfile.Comment;
import slipway.dockerfile.Node;

/// What [LineReader] finds next.
public sealed interface Piece {

    /// A line that is no instruction: a node as it stands.
    record Plain(Node node) implements Piece {}

    /// The lines of one instruction, joined.
    ///
    /// @param text stripped, and never empty
    /// @param span from the first character to the last, comment lines between included
    /// @param comments the lines that were left out of the text
    record Statement(PlacedText text, Span span, List<Comment> comments) implements Piece {}
}
