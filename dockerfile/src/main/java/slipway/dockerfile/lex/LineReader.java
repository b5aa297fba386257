package slipway.dockerfile.lex;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.dockerfile.Blank;
import slipway.dockerfile.Comment;
import slipway.dockerfile.Directive;
import slipway.dockerfile.HereDocument;
import slipway.dockerfile.Node;
import slipway.dockerfile.Word;

/// Walks a file line by line: obeys directives, sets comments and blank lines aside, joins continued lines.
///
/// After a statement its user says which here-documents it announced; their lines are then taken off too.
public final class LineReader {

    /// The longest line in bytes; other builders read no further than this either.
    private static final int MAX_LINE = 65_535;

    private static final Pattern DIRECTIVE =
            Pattern.compile("#[ \\t\\f\\r]*([a-zA-Z][a-zA-Z0-9]*)[ \\t\\f\\r]*=[ \\t\\f\\r]*(\\S|\\S.*\\S)[ \\t\\f\\r]*");
    private static final Set<String> DIRECTIVES = Set.of("syntax", "escape", "check");

    /// Which directives may still come.
    private enum Top {
        ALL,
        /// A `#!` line came first: it hides the directive for the escape character.
        ALL_BUT_ESCAPE,
        OVER
    }

    /// One line of the text: where it starts and ends, its line break not counted, and where the next one starts.
    private record Line(int start, int end, int next) {}

    private final Source source;
    private final String text;
    private final Set<String> seen = new HashSet<>();
    private Top top = Top.ALL;
    private char escape = '\\';
    private int at;

    public LineReader(Source source) {
        this.source = source;
        this.text = source.text();
        this.at = text.startsWith("\ufeff") ? 1 : 0;
    }

    /// The character that continues lines. It is certain once the first statement was read.
    public char escape() {
        return escape;
    }

    /// What comes next, or nothing at the end of the file.
    public Optional<Piece> next() {
        if (at >= text.length()) return Optional.empty();
        boolean first = at == 0 || text.charAt(0) == '\ufeff' && at == 1;
        Line line = readLine();
        int start = skipSpaces(line.start, line.end);
        if (start == line.end) {
            top = Top.OVER;
            return Optional.of(new Piece.Plain(new Blank(new Span(line.start, line.end))));
        }
        if (text.charAt(start) == '#') {
            if (first && text.startsWith("#!", start)) {
                top = Top.ALL_BUT_ESCAPE;
                return Optional.of(new Piece.Plain(comment(start, line.end)));
            }
            return Optional.of(new Piece.Plain(directiveOrComment(start, line.end)));
        }
        top = Top.OVER;
        return Optional.of(statement(start, line));
    }

    /// The next piece while directives may still come, or nothing.
    public Optional<Piece> nextDirective() {
        if (at < text.length() && text.charAt(skipSpaces(at, text.length() - 1)) != '#') return Optional.empty();
        Optional<Piece> next = next();
        return top == Top.OVER ? Optional.empty() : next;
    }

    /// Takes off the lines of a here-document that the last statement announced.
    public HereDocument hereDocument(HereMarker marker) {
        int start = at;
        while (at < text.length()) {
            Line line = readLine();
            int from = line.start;
            if (marker.tabs() == HereDocument.Tabs.STRIP) {
                while (from < line.end && text.charAt(from) == '\t') from++;
            }
            if (text.substring(from, line.end).equals(marker.name())) {
                var content = new Span(start, line.start);
                return new HereDocument(marker.word(), marker.name(), source.text(content), marker.variables(),
                        marker.tabs(), marker.descriptor(), content, new Span(from, line.end));
            }
        }
        throw new SlipwayException.BadInput(Problem.at(source, marker.word().span(), "here-document is not ended")
                .hint("end it with a line that says " + marker.name() + " and nothing else"));
    }

    private Piece.Statement statement(int start, Line first) {
        var joined = new PlacedText.Collector(source);
        var comments = new ArrayList<Comment>();
        int from = start;
        Line line = first;
        int end = trimEnd(start, first.end);
        int textEnd;
        while (true) {
            int cut = continuation(from, line.end);
            textEnd = cut >= 0 ? cut : line.end;
            joined.add(from, textEnd);
            if (cut < 0) break;
            Optional<Line> more = continuedLine(comments);
            if (!comments.isEmpty()) end = Math.max(end, comments.getLast().span().end());
            if (more.isEmpty()) break;
            line = more.get();
            from = line.start;
            end = trimEnd(line.start, line.end);
        }
        PlacedText all = joined.toText(textEnd).strip();
        var span = new Span(start, end);
        if (all.isEmpty()) {
            throw new SlipwayException.BadInput(
                    Problem.at(source, span, "a line is continued, but there is no instruction")
                            .hint("remove the " + escape + " or put an instruction after it"));
        }
        return new Piece.Statement(all, span, List.copyOf(comments));
    }

    /// The next line that belongs to a statement; comments and blank lines between do not.
    private Optional<Line> continuedLine(List<Comment> comments) {
        while (at < text.length()) {
            Line line = readLine();
            int start = skipSpaces(line.start, line.end);
            if (start == line.end) continue;
            if (text.charAt(start) != '#') return Optional.of(line);
            comments.add(comment(start, line.end));
        }
        return Optional.empty();
    }

    /// Where the escape character stands that continues a line, or -1.
    ///
    /// It must be the last character but for spaces and tabs, and the one before it must not be another one.
    private int continuation(int start, int end) {
        int last = end - 1;
        while (last >= start && (text.charAt(last) == ' ' || text.charAt(last) == '\t')) last--;
        if (last < start || text.charAt(last) != escape) return -1;
        return last > start && text.charAt(last - 1) == escape ? -1 : last;
    }

    private Node directiveOrComment(int start, int end) {
        Matcher matcher = DIRECTIVE.matcher(text).region(start, end);
        String name = top != Top.OVER && matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
        if (!DIRECTIVES.contains(name)) {
            top = Top.OVER;
            return comment(start, end);
        }
        if (top == Top.ALL_BUT_ESCAPE && name.equals("escape")) return comment(start, end);
        var nameSpan = new Span(matcher.start(1), matcher.end(1));
        var value = new Word(matcher.group(2), new Span(matcher.start(2), matcher.end(2)));
        if (!seen.add(name)) {
            throw new SlipwayException.BadInput(Problem.at(source, nameSpan, "the directive " + name + " is given twice")
                    .hint("keep one of them"));
        }
        if (name.equals("escape")) setEscape(value);
        return new Directive(new Word(name, nameSpan), value, new Span(start, value.span().end()));
    }

    private void setEscape(Word value) {
        if (!value.text().equals("\\") && !value.text().equals("`")) {
            throw new SlipwayException.BadInput(
                    Problem.at(source, value.span(), "escape must be \\ or `, and is " + value.text())
                            .hint("leave the directive out for \\"));
        }
        escape = value.text().charAt(0);
    }

    private Comment comment(int start, int end) {
        int last = trimEnd(start, end);
        return new Comment(text.substring(start + 1, last).strip(), new Span(start, last));
    }

    private Line readLine() {
        int start = at;
        int feed = text.indexOf('\n', start);
        int end = feed < 0 ? text.length() : feed;
        at = feed < 0 ? text.length() : feed + 1;
        if (end - start > MAX_LINE / 3 && bytes(start, end) > MAX_LINE) {
            throw new SlipwayException.BadInput(
                    Problem.at(source, Span.at(start), "line is longer than " + MAX_LINE + " bytes")
                            .hint("no builder reads longer ones; continue it on another line, or put the text in a file"));
        }
        while (end > start && text.charAt(end - 1) == '\r') end--;
        return new Line(start, end, at);
    }

    /// How many bytes the characters take in UTF-8.
    private int bytes(int start, int end) {
        int bytes = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    private int skipSpaces(int start, int end) {
        int from = start;
        while (from < end && Spaces.isSpace(text.charAt(from))) from++;
        return from;
    }

    private int trimEnd(int start, int end) {
        int to = end;
        while (to > start && Spaces.isSpace(text.charAt(to - 1))) to--;
        return to;
    }
}
