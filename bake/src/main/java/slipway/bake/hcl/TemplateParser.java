package slipway.bake.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.bake.hcl.Expression.TemplatePart;
import slipway.bake.hcl.TemplateToken.Directive;
import slipway.bake.hcl.TemplateToken.Head;
import slipway.bake.hcl.TemplateToken.Kind;
import slipway.bake.hcl.TemplateToken.Text;
import slipway.diagnostics.Location;

/// Reads strings in quotes, heredocs, and strings of JSON: text with `${…}` and `%{…}` in it.
final class TemplateParser {

    private final Cursor cursor;
    private final ExpressionParser expressions;

    TemplateParser(Cursor cursor, ExpressionParser expressions) {
        this.cursor = cursor;
        this.expressions = expressions;
    }

    /// Where a template ends, and how its text is written.
    private sealed interface Form {

        /// Ends at a quote, has escapes.
        record Quoted(int start) implements Form {}

        /// Ends at a line that is the marker.
        record Heredoc(String marker, int start) implements Form {}

        /// Ends with the text.
        record Bare() implements Form {}
    }

    Expression quoted() {
        int start = cursor.at();
        cursor.next();
        List<TemplateToken> tokens = tokens(new Form.Quoted(start));
        Location location = cursor.since(start);
        if (tokens.size() == 1 && tokens.getFirst() instanceof TemplateToken.Interpolation(var value, var _)) {
            return new Expression.Wrapped(value, location);
        }
        return expression(tokens, location);
    }

    Expression heredoc() {
        int start = cursor.at();
        cursor.take("<<");
        boolean flush = cursor.take("-");
        if (!cursor.atIdentifier()) throw cursor.unexpected("a word that ends the heredoc");
        String marker = cursor.identifier();
        cursor.take("\r");
        if (!cursor.take("\n")) throw cursor.unexpected("a new line after <<" + marker);
        List<TemplateToken> tokens = tokens(new Form.Heredoc(marker, start));
        Location location = cursor.since(start);
        return expression(flush ? Indentation.removed(tokens) : tokens, location);
    }

    /// All of the text as a template.
    List<TemplatePart> bare() {
        return new TemplateTree(cursor, tokens(new Form.Bare())).parts();
    }

    private Expression expression(List<TemplateToken> tokens, Location location) {
        List<TemplatePart> parts = new TemplateTree(cursor, tokens).parts();
        var text = new StringBuilder();
        for (TemplatePart part : parts) {
            if (!(part instanceof TemplatePart.Text(var plain))) return new Expression.Template(parts, location);
            text.append(plain);
        }
        return new Expression.TextLiteral(text.toString(), location);
    }

    private List<TemplateToken> tokens(Form form) {
        cursor.enter();
        var tokens = new ArrayList<TemplateToken>();
        boolean strip = false;
        boolean fresh = true;
        while (!isAtEnd(form, fresh)) {
            boolean stripsBefore = cursor.startsWith("${~") || cursor.startsWith("%{~");
            if (cursor.startsWith("${") || cursor.startsWith("%{")) {
                if (stripsBefore && !tokens.isEmpty() && tokens.getLast() instanceof Text text) {
                    tokens.set(tokens.size() - 1, text.strippedRight());
                }
                tokens.add(cursor.peek() == '$' ? interpolation(fresh) : directive(fresh));
                strip = close();
                fresh = false;
            } else {
                var text = new Text(text(form), fresh);
                fresh = !(form instanceof Form.Quoted) && text.text().endsWith("\n");
                tokens.add(strip ? text.strippedLeft() : text);
                strip = false;
            }
        }
        cursor.leave();
        return tokens;
    }

    private boolean isAtEnd(Form form, boolean fresh) {
        return switch (form) {
            case Form.Bare() -> cursor.atEnd();
            case Form.Quoted(int start) -> {
                if (cursor.atEnd() || cursor.peek() == '\n') {
                    throw cursor.refuse(start, cursor.at(), "this string has no closing quote",
                            "a string of several lines is written with <<EOT");
                }
                yield cursor.take("\"");
            }
            case Form.Heredoc(String marker, int start) -> {
                if (fresh && takesMarker(marker)) yield true;
                if (cursor.atEnd()) throw cursor.refuse(start, start + 2 + marker.length(), "this heredoc has no end",
                        "end it with a line that is only " + marker);
                yield false;
            }
        };
    }

    private boolean takesMarker(String marker) {
        int start = cursor.at();
        while (cursor.peek() == ' ' || cursor.peek() == '\t') cursor.next();
        if (cursor.take(marker)) {
            int after = cursor.at();
            while (cursor.peek() == ' ' || cursor.peek() == '\t' || cursor.peek() == '\r') cursor.next();
            if (cursor.atEnd() || cursor.peek() == '\n') {
                cursor.moveTo(after);
                return true;
            }
        }
        cursor.moveTo(start);
        return false;
    }

    /// Text up to the next thing that is not text, or to the end of the line where lines count.
    private String text(Form form) {
        var text = new StringBuilder();
        boolean quoted = form instanceof Form.Quoted;
        while (!cursor.atEnd() && !cursor.startsWith("${") && !cursor.startsWith("%{")) {
            if (quoted && (cursor.peek() == '"' || cursor.peek() == '\n')) break;
            if (cursor.take("$${")) text.append("${");
            else if (cursor.take("%%{")) text.append("%{");
            else if (quoted && cursor.peek() == '\\') escape(text);
            else if (!quoted && cursor.peek() == '\n') {
                text.append(cursor.next());
                break;
            } else text.append(cursor.next());
        }
        return text.toString();
    }

    private void escape(StringBuilder text) {
        int start = cursor.at();
        cursor.next();
        if (cursor.atEnd()) return;
        char c = cursor.next();
        switch (c) {
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case '"', '\\' -> text.append(c);
            case 'u' -> text.appendCodePoint(hexadecimal(4, start));
            case 'U' -> text.appendCodePoint(hexadecimal(8, start));
            default -> throw cursor.refuse(start, cursor.at(), "there is no escape \\" + c,
                    "escapes are \\n, \\r, \\t, \\\", \\\\, \\uNNNN and \\UNNNNNNNN; a backslash is written \\\\");
        }
    }

    private int hexadecimal(int digits, int start) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(cursor.peek(), 16);
            if (digit < 0 || value > 0x10ffff) throw cursor.refuse(start, cursor.at() + 1,
                    "this is not a character's number",
                    "write " + digits + " hexadecimal digits");
            value = value * 16 + digit;
            cursor.next();
        }
        if (!Character.isValidCodePoint(value)) throw cursor.refuse(start, cursor.at(), "this is not a character's number",
                "they end at 10FFFF");
        return value;
    }

    private TemplateToken interpolation(boolean fresh) {
        cursor.take("${");
        cursor.take("~");
        boolean before = cursor.breaks(false);
        Expression value = expressions.expression();
        cursor.skip();
        cursor.restore(before);
        return new TemplateToken.Interpolation(value, fresh);
    }

    private TemplateToken directive(boolean fresh) {
        int start = cursor.at();
        cursor.take("%{");
        cursor.take("~");
        boolean before = cursor.breaks(false);
        Kind kind = kind();
        Optional<Head> head = switch (kind) {
            case IF -> Optional.of(new Head(Optional.empty(), Optional.empty(), expressions.expression()));
            case FOR -> Optional.of(repetition());
            case ELSE, ENDIF, ENDFOR -> Optional.empty();
        };
        cursor.skip();
        cursor.restore(before);
        return new Directive(kind, head, start, cursor.at() + 1, fresh);
    }

    private Kind kind() {
        for (Kind kind : Kind.values()) {
            if (cursor.takeWord(kind.word())) return kind;
        }
        throw cursor.unexpected("if, else, endif, for or endfor");
    }

    private Head repetition() {
        if (!cursor.atIdentifier()) throw cursor.unexpected("a name after for");
        String first = cursor.identifier();
        Optional<String> second = Optional.empty();
        if (cursor.takeSymbol(",")) {
            if (!cursor.atIdentifier()) throw cursor.unexpected("a name for the value");
            second = Optional.of(cursor.identifier());
        }
        if (!cursor.takeWord("in")) throw cursor.unexpected("in");
        return new Head(second.isPresent() ? Optional.of(first) : Optional.empty(), Optional.of(second.orElse(first)),
                expressions.expression());
    }

    /// Passes the closing brace.
    ///
    /// @return whether it says to strip what follows
    private boolean close() {
        boolean strip = cursor.take("~");
        if (!cursor.take("}")) throw cursor.unexpected("}");
        return strip;
    }
}
