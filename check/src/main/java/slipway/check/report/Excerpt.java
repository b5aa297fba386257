package slipway.check.report;

import slipway.diagnostics.Source;
import slipway.diagnostics.Span;

/// The lines around a place, those of the place marked with `>>>`, in the form that BuildKit gives them.
final class Excerpt {

    private static final String RULE = "--------------------\n";

    private Excerpt() {}

    /// `file:line`, a rule, the lines, a rule. Two lines more on both sides of one, one of several; if there are fewer on
    /// one side, there are more on the other.
    static String of(Source source, Span statement) {
        Lines lines = Lines.of(source, statement);
        int room = lines.count() == 1 ? 4 : 2;
        int first = lines.first();
        int last = Math.min(lines.last(), source.lineCount());
        while (room > 0) {
            if (first > 1) {
                first--;
                room--;
            }
            if (last < source.lineCount()) {
                last++;
                room--;
            }
            room--;
        }
        var out = new StringBuilder().append(source.name()).append(':').append(lines.first()).append('\n').append(RULE);
        for (int line = first; line <= last; line++) {
            String number = Integer.toString(line);
            out.append(' ').append(" ".repeat(Math.max(0, 3 - number.length()))).append(number).append(" | ")
                    .append(lines.contains(line) ? ">>>" : "   ").append(' ').append(source.lineText(line)).append('\n');
        }
        return out.append(RULE).toString();
    }
}
