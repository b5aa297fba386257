package slipway.bake.hcl;

import java.util.Optional;
import slipway.diagnostics.Location;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;

/// A place in a text that moves forward: the lexical part of HCL.
///
/// Whether a line break means anything depends on what is around it, so there are no tokens made beforehand.
final class Cursor {

    private static final int MAX_DEPTH = 200;
    private static final char END = '\0';

    private final Source source;
    private final Optional<Location> fixed;
    private final String text;
    private int at;
    private final int end;
    private int depth;
    private boolean breaksCount = true;

    static Cursor of(Source source) {
        var cursor = new Cursor(source, Optional.empty(), source.text());
        if (source.text().startsWith("\uFEFF")) cursor.at = 1;
        return cursor;
    }

    /// A cursor in a text that stands, written in another way, at `place`.
    static Cursor of(String text, Location place) {
        return new Cursor(place.source(), Optional.of(place), text);
    }

    private Cursor(Source source, Optional<Location> fixed, String text) {
        this.source = source;
        this.fixed = fixed;
        this.text = text;
        this.end = text.length();
    }

    int at() {
        return at;
    }

    void moveTo(int offset) {
        at = offset;
    }

    boolean atEnd() {
        return at >= end;
    }

    int end() {
        return end;
    }

    char peek() {
        return peek(0);
    }

    char peek(int ahead) {
        return at + ahead < end ? text.charAt(at + ahead) : END;
    }

    char next() {
        return text.charAt(at++);
    }

    String text(int from, int to) {
        return text.substring(from, to);
    }

    boolean startsWith(String word) {
        return at + word.length() <= end && text.startsWith(word, at);
    }

    /// Takes these characters if they are next.
    boolean take(String word) {
        if (!startsWith(word)) return false;
        at += word.length();
        return true;
    }

    /// Takes a symbol after white space. `=` is not taken of `==`, and so on.
    boolean takeSymbol(String symbol) {
        skip();
        if (!startsWith(symbol)) return false;
        char following = peek(symbol.length());
        if (symbol.equals("=") && (following == '=' || following == '>')) return false;
        if (symbol.equals("!") && following == '=') return false;
        at += symbol.length();
        return true;
    }

    /// Passes white space and comments, and line breaks where they mean nothing.
    void skip() {
        while (!atEnd()) {
            char c = peek();
            if (c == ' ' || c == '\t' || c == '\r') at++;
            else if (c == '\n' && !breaksCount) at++;
            else if (c == '#' || startsWith("//")) skipLine();
            else if (startsWith("/*")) skipComment();
            else return;
        }
    }

    /// Passes line breaks, too.
    void skipBreaks() {
        boolean before = breaksCount;
        breaksCount = false;
        skip();
        breaksCount = before;
    }

    /// Whether a line ends here, or the text does.
    boolean atBreak() {
        skip();
        return atEnd() || peek() == '\n';
    }

    private void skipLine() {
        while (!atEnd() && peek() != '\n') at++;
    }

    private void skipComment() {
        int start = at;
        int close = text.indexOf("*/", at + 2);
        if (close < 0 || close + 2 > end) throw refuse(start, start + 2, "this comment has no end", "close it with */");
        at = close + 2;
    }

    /// Sets whether line breaks mean something, until [#restore] is given what this returns.
    boolean breaks(boolean count) {
        boolean before = breaksCount;
        breaksCount = count;
        return before;
    }

    void restore(boolean count) {
        breaksCount = count;
    }

    /// Counts nesting, so that hostile text cannot exhaust the stack.
    void enter() {
        if (++depth > MAX_DEPTH) throw refuse(at, at, "this is nested too deeply", "there may be " + MAX_DEPTH + " levels");
    }

    void leave() {
        depth--;
    }

    boolean atIdentifier() {
        skip();
        return !atEnd() && isIdentifierStart(text.codePointAt(at));
    }

    /// Takes an identifier, which may have dashes inside.
    String identifier() {
        int start = at;
        while (!atEnd() && isIdentifierPart(text.codePointAt(at))) at += Character.charCount(text.codePointAt(at));
        return text.substring(start, at);
    }

    /// Takes a whole word such as `for`, if it is next.
    boolean takeWord(String word) {
        skip();
        if (!startsWith(word)) return false;
        if (at + word.length() < end && isIdentifierPart(text.codePointAt(at + word.length()))) return false;
        at += word.length();
        return true;
    }

    private static boolean isIdentifierStart(int c) {
        return c == '_' || Character.isUnicodeIdentifierStart(c);
    }

    private static boolean isIdentifierPart(int c) {
        return c == '-' || c == '_' || Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
    }

    Location location(int from, int to) {
        int last = Math.max(from, Math.min(to, end));
        return fixed.orElseGet(() -> new Location(source, new Span(Math.min(from, last), last)));
    }

    /// The location from an offset to here, without white space at its end.
    Location since(int from) {
        int to = at;
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) to--;
        return location(from, to);
    }

    SlipwayException.BadInput refuse(int from, int to, String message, String hint) {
        Location place = location(from, Math.min(to, Math.max(from, end)));
        return new SlipwayException.BadInput(Problem.at(place.source(), place.span(), message).hint(hint));
    }

    /// An error about what stands here.
    SlipwayException.BadInput unexpected(String expected) {
        skip();
        if (atEnd()) return refuse(at, at, "expected " + expected + ", found the end of the text",
                "is a brace, bracket or quote not closed?");
        if (peek() == '\n') return refuse(at, at, "expected " + expected + ", found the end of the line",
                "an expression goes on over lines only inside parentheses, brackets or braces");
        int length = atIdentifier() ? identifierLength() : Character.charCount(text.codePointAt(at));
        String found = text.substring(at, at + length);
        return refuse(at, at + length, "expected " + expected + ", found " + shown(found), hint(found));
    }

    private int identifierLength() {
        int before = at;
        int length = identifier().length();
        at = before;
        return length;
    }

    private static String shown(String found) {
        return found.codePointAt(0) < ' ' ? String.format("U+%04X", found.codePointAt(0)) : found;
    }

    private static String hint(String found) {
        return switch (found) {
            case "'" -> "strings stand in double quotes";
            case "\u201c", "\u201d" -> "these are typographic quotes; write \"";
            case ":" -> "attributes are written name = value";
            case ";" -> "attributes are separated by line breaks";
            case "&" -> "and is written &&";
            case "|" -> "or is written ||";
            default -> "this does not belong here";
        };
    }
}
