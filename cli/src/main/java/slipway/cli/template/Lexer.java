package slipway.cli.template;

import java.util.ArrayList;
import java.util.List;
import slipway.cli.template.Token.Kind;
import slipway.cli.template.Token.Spacing;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;

/// Cuts a template into tokens. Trim marks (`{{-`, `-}}`) and comments are dealt with here.
final class Lexer {
    private final Source source;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean trimNext;

    Lexer(Source source) {
        this.source = source;
        this.text = source.text();
    }

    List<Token> tokens() {
        while (at < text.length()) {
            int open = text.indexOf("{{", at);
            int end = open < 0 ? text.length() : open;
            boolean trims = open >= 0 && text.startsWith("{{-", open) && open + 3 < text.length()
                    && isSpace(text.charAt(open + 3));
            text(end, trims);
            if (open >= 0) action(open, trims);
        }
        tokens.add(new Token(Kind.END, "", Span.at(text.length()), Spacing.APART));
        return tokens;
    }

    private void text(int end, boolean trimsEnd) {
        String piece = text.substring(at, end);
        if (trimNext) piece = piece.stripLeading();
        if (trimsEnd) piece = piece.stripTrailing();
        trimNext = false;
        if (!piece.isEmpty()) tokens.add(new Token(Kind.TEXT, piece, new Span(at, end), Spacing.APART));
        at = end;
    }

    private void action(int open, boolean trims) {
        at = open + (trims ? 3 : 2);
        if (comment(open)) return;
        tokens.add(new Token(Kind.OPEN, "", new Span(open, at), Spacing.APART));
        while (true) {
            int before = at;
            while (at < text.length() && isSpace(text.charAt(at))) at++;
            if (at >= text.length()) throw error(new Span(open, open + 2), "this action is not closed by }}");
            boolean spaced = at > before;
            if (text.startsWith("}}", at) || spaced && text.startsWith("-}}", at)) {
                int length = text.startsWith("}}", at) ? 2 : 3;
                trimNext = length == 3;
                tokens.add(new Token(Kind.CLOSE, "", new Span(at, at + length), Spacing.APART));
                at += length;
                return;
            }
            token(spaced ? Spacing.APART : Spacing.GLUED);
        }
    }

    private boolean comment(int open) {
        int start = at;
        while (start < text.length() && isSpace(text.charAt(start))) start++;
        if (!text.startsWith("/*", start)) return false;
        int end = text.indexOf("*/", start);
        if (end < 0) throw error(new Span(open, open + 2), "this comment is not closed by */}}");
        int close = end + 2;
        while (close < text.length() && isSpace(text.charAt(close))) close++;
        trimNext = text.startsWith("-}}", close);
        if (!trimNext && !text.startsWith("}}", close)) throw error(new Span(start, end + 2),
                "a comment must end its action");
        at = close + (trimNext ? 3 : 2);
        return true;
    }

    private void token(Spacing spacing) {
        int start = at;
        char c = text.charAt(at);
        switch (c) {
            case '|' -> add(Kind.PIPE, 1, spacing);
            case ',' -> add(Kind.COMMA, 1, spacing);
            case '(' -> add(Kind.LEFT, 1, spacing);
            case ')' -> add(Kind.RIGHT, 1, spacing);
            case '=' -> add(Kind.ASSIGN, 1, spacing);
            case '"' -> quoted(spacing);
            case '`' -> raw(spacing);
            case ':' -> {
                if (!text.startsWith(":=", at)) throw error(new Span(at, at + 1), "unexpected :");
                add(Kind.DECLARE, 2, spacing);
            }
            case '.' -> {
                at++;
                named(start, start + 1, at < text.length() && isName(text.charAt(at)) ? Kind.FIELD : Kind.DOT, spacing);
            }
            case '$' -> {
                at++;
                named(start, start + 1, Kind.VARIABLE, spacing);
            }
            default -> {
                if (Character.isDigit(c) || (c == '-' || c == '+') && at + 1 < text.length()
                        && Character.isDigit(text.charAt(at + 1))) {
                    number(spacing);
                } else if (isName(c)) {
                    named(start, start, Kind.WORD, spacing);
                } else {
                    throw error(new Span(at, at + 1), "unexpected " + c);
                }
            }
        }
    }

    private void add(Kind kind, int length, Spacing spacing) {
        tokens.add(new Token(kind, text.substring(at, at + length), new Span(at, at + length), spacing));
        at += length;
    }

    private void named(int start, int nameStart, Kind kind, Spacing spacing) {
        while (at < text.length() && isName(text.charAt(at))) at++;
        tokens.add(new Token(kind, text.substring(nameStart, at), new Span(start, at), spacing));
    }

    private void number(Spacing spacing) {
        int start = at++;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) at++;
        String digits = text.substring(start, at);
        if (!digits.matches("[-+]?\\d+(\\.\\d+)?")) throw error(new Span(start, at), "not a number: " + digits);
        tokens.add(new Token(Kind.NUMBER, digits.startsWith("+") ? digits.substring(1) : digits, new Span(start, at),
                spacing));
    }

    private void raw(Spacing spacing) {
        int end = text.indexOf('`', at + 1);
        if (end < 0) throw error(new Span(at, at + 1), "this text is not closed by `");
        tokens.add(new Token(Kind.STRING, text.substring(at + 1, end), new Span(at, end + 1), spacing));
        at = end + 1;
    }

    private void quoted(Spacing spacing) {
        int start = at++;
        var value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
            char c = text.charAt(at++);
            value.append(c == '\\' && at < text.length() ? escaped(text.charAt(at++)) : c);
        }
        if (at >= text.length() || text.charAt(at) != '"') throw error(new Span(start, start + 1),
                "this text is not closed by \"");
        at++;
        tokens.add(new Token(Kind.STRING, value.toString(), new Span(start, at), spacing));
    }

    private char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '\\', '"', '\'' -> c;
            default -> throw error(new Span(at - 2, at), "unknown escape \\" + c);
        };
    }

    private static boolean isName(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private SlipwayException error(Span span, String message) {
        return new SlipwayException.Usage(Problem.at(source, span, message));
    }
}
