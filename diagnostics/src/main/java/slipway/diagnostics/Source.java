package slipway.diagnostics;

import java.util.Arrays;

/// A text and the name people know it by, with the arithmetic from offsets to lines and columns.
///
/// Lines and columns count from 1. A line ends at `\n`, which belongs to it; a `\r` before it belongs to it too and is
/// not shown.
public final class Source {

    private final String name;
    private final String text;
    private final int[] lineStarts;

    private Source(String name, String text) {
        this.name = name;
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    public static Source of(String name, String text) {
        return new Source(name, text);
    }

    /// The name as shown in messages: a path as the user gave it, or a word such as `<stdin>`.
    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    public String text(Span span) {
        return text.substring(span.start(), span.end());
    }

    /// The line, from 1, on which the character at `offset` stands.
    public int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, Math.clamp(offset, 0, text.length()));
        return found >= 0 ? found + 1 : -found - 1;
    }

    /// The column, from 1, of the character at `offset`.
    public int column(int offset) {
        return Math.clamp(offset, 0, text.length()) - lineStarts[line(offset) - 1] + 1;
    }

    public int lineCount() {
        return lineStarts.length;
    }

    /// The span of a line's text, without its line break.
    public Span lineSpan(int line) {
        int start = lineStarts[line - 1];
        int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
        if (end > start && text.charAt(end - 1) == '\r') end--;
        return new Span(start, Math.max(start, end));
    }

    public String lineText(int line) {
        return text(lineSpan(line));
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            if (count == starts.length) starts = Arrays.copyOf(starts, count * 2);
            starts[count++] = at + 1;
        }
        return Arrays.copyOf(starts, count);
    }

    @Override
    public String toString() {
        return name;
    }
}
