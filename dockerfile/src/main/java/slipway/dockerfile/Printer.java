package slipway.dockerfile;

import slipway.diagnostics.Source;
import slipway.diagnostics.Span;

/// Turns a tree into its text again, byte for byte.
public final class Printer {

    private Printer() {}

    /// The text of all nodes, with what stands between them.
    ///
    /// That is white space and a byte order mark, which the tree does not hold; anything else there, or nodes that overlap,
    /// would be a loss of the parser's and an [IllegalStateException].
    public static String print(Dockerfile file) {
        Source source = file.source();
        var out = new StringBuilder();
        int at = 0;
        for (Node node : file.nodes()) {
            out.append(gap(source, at, node.span().start())).append(source.text(node.span()));
            at = node.span().end();
        }
        return out.append(gap(source, at, source.text().length())).toString();
    }

    private static String gap(Source source, int start, int end) {
        if (end < start) throw new IllegalStateException("nodes overlap at " + start);
        String gap = source.text(new Span(start, end));
        String inside = start == 0 && gap.startsWith("\ufeff") ? gap.substring(1) : gap;
        if (!inside.chars().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085')) {
            throw new IllegalStateException("text between nodes: " + gap);
        }
        return gap;
    }
}
