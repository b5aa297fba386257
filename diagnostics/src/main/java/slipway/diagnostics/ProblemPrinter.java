package slipway.diagnostics;

/// Prints a problem the way modern compilers do: what, where, the line itself, a caret, a hint.
///
/// ```
/// error: unknown instruction RUNN
///   --> Dockerfile:4:1
///    |
///  4 | RUNN apt-get update
///    | ^^^^
///    = hint: did you mean RUN?
/// ```
public final class ProblemPrinter {

    /// Whether the text goes to a terminal that shows colours.
    public enum Colour {
        PLAIN,
        ANSI
    }

    private static final String RED = "\u001b[1;31m";
    private static final String BLUE = "\u001b[34m";
    private static final String CYAN = "\u001b[36m";
    private static final String BOLD = "\u001b[1m";
    private static final String RESET = "\u001b[0m";

    /// The longest part of a line that is shown, in characters.
    private static final int MAX_LINE = 200;

    private final Colour colour;

    public ProblemPrinter(Colour colour) {
        this.colour = colour;
    }

    /// The problem as text, each line ended by `\n`. `severity` is the first word: `error`, `warning`.
    public String print(String severity, Problem problem) {
        var out = new StringBuilder();
        out.append(paint(RED, severity)).append(paint(BOLD, ": " + problem.message())).append('\n');
        problem.location().ifPresent(location -> printPlace(out, location));
        String margin = problem.location().map(l -> " ".repeat(width(l) + 1)).orElse(" ");
        problem.hint().ifPresent(hint -> hint.lines().limit(1).forEach(first ->
                out.append(margin).append(paint(BLUE, " = ")).append(paint(CYAN, "hint: ")).append(first).append('\n')));
        problem.hint().ifPresent(hint -> hint.lines().skip(1).forEach(line ->
                out.append(margin).append(" ".repeat(9)).append(line).append('\n')));
        return out.toString();
    }

    private void printPlace(StringBuilder out, Location location) {
        Source source = location.source();
        Span span = location.span();
        int first = location.line();
        int last = span.length() == 0 ? first : Math.max(first, source.line(span.end() - 1));
        String margin = " ".repeat(width(location) + 1);
        out.append(margin).append(paint(BLUE, "--> ")).append(location).append('\n');
        out.append(margin).append(paint(BLUE, " |")).append('\n');
        for (int line = first; line <= last; line++) {
            String number = Integer.toString(line);
            String text = shown(source.text(window(source, span, line)));
            out.append(" ".repeat(margin.length() - number.length())).append(paint(BLUE, number + " |"));
            if (!text.isEmpty()) out.append(' ').append(text);
            out.append('\n');
            printCarets(out, source, span, line, margin);
        }
    }

    private void printCarets(StringBuilder out, Source source, Span span, int line, String margin) {
        Span whole = window(source, span, line);
        int start = Math.max(span.start(), whole.start());
        int end = Math.min(span.end(), whole.end());
        String text = source.text(whole);
        if (line > source.line(span.start())) start += indent(text);
        if (start > whole.end() || (end <= start && span.length() > 0 && line > source.line(span.start()))) return;
        int column = columns(text.substring(0, start - whole.start()));
        int count = Math.max(1, columns(text.substring(start - whole.start(), Math.max(start, end) - whole.start())));
        out.append(margin).append(paint(BLUE, " |")).append(' ').append(" ".repeat(column))
                .append(paint(RED, "^".repeat(count)))
                .append('\n');
    }

    /// The part of a line that is shown: all of it, unless it is very long.
    private static Span window(Source source, Span span, int line) {
        Span whole = source.lineSpan(line);
        if (whole.length() <= MAX_LINE) return whole;
        boolean isFirst = line == source.line(span.start());
        int start = isFirst ? Math.max(whole.start(), Math.min(span.start() - MAX_LINE / 4, whole.end() - MAX_LINE))
                : whole.start();
        return new Span(start, start + MAX_LINE);
    }

    /// Without what would do something to a terminal.
    private static String shown(String text) {
        return text.replace("\t", "    ").replaceAll("\\p{Cntrl}", "\ufffd");
    }

    private static int indent(String text) {
        return text.length() - text.stripLeading().length();
    }

    private static int columns(String text) {
        return text.chars().map(c -> c == '\t' ? 4 : 1).sum();
    }

    private static int width(Location location) {
        return Integer.toString(location.source().line(location.span().end())).length();
    }

    private String paint(String code, String text) {
        return colour == Colour.ANSI ? code + text + RESET : text;
    }
}
