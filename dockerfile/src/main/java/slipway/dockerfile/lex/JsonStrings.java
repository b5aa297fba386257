package slipway.dockerfile.lex;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.dockerfile.Word;

/// Reads arguments that may be a JSON array of strings (RFC 8259).
///
/// What is not valid JSON is not an error: it is a line for the shell. A valid array of other things is an error.
public final class JsonStrings {

    /// Deeper than this is not taken for JSON; no such array could hold strings alone.
    private static final int MAX_DEPTH = 64;

    private final PlacedText text;
    private int at;

    private JsonStrings(PlacedText text) {
        this.text = text;
    }

    /// The decoded strings with their places, quotes included; empty if the text is not a JSON array.
    public static Optional<List<Word>> read(PlacedText text) {
        PlacedText stripped = text.strip();
        if (stripped.isEmpty() || stripped.charAt(0) != '[') return Optional.empty();
        try {
            return Optional.of(new JsonStrings(stripped).document());
        } catch (NotJson _) {
            return Optional.empty();
        }
    }

    private List<Word> document() throws NotJson {
        var strings = new ArrayList<Word>();
        Optional<PlacedText> other = Optional.empty();
        at = 1;
        skipSpaces();
        if (!accept(']')) {
            do {
                skipSpaces();
                int start = at;
                if (peek() == '"') {
                    String value = string();
                    strings.add(new Word(value, text.sub(start, at).span()));
                } else {
                    value(1);
                    if (other.isEmpty()) other = Optional.of(text.sub(start, at));
                }
                skipSpaces();
            } while (accept(','));
            expect(']');
        }
        skipSpaces();
        if (at < text.length()) throw new NotJson();
        if (other.isPresent()) {
            throw other.get().error("a JSON array may hold only strings here", "write \"" + other.get() + "\" with quotes");
        }
        return List.copyOf(strings);
    }

    private void value(int depth) throws NotJson {
        if (depth > MAX_DEPTH) throw new NotJson();
        switch (peek()) {
            case '"' -> string();
            case '[' -> items(depth, ']');
            case '{' -> items(depth, '}');
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void items(int depth, char end) throws NotJson {
        at++;
        skipSpaces();
        if (accept(end)) return;
        do {
            skipSpaces();
            if (end == '}') {
                if (peek() != '"') throw new NotJson();
                string();
                skipSpaces();
                expect(':');
                skipSpaces();
            }
            value(depth + 1);
            skipSpaces();
        } while (accept(','));
        expect(end);
    }

    private void word(String expected) throws NotJson {
        if (!text.string().startsWith(expected, at)) throw new NotJson();
        at += expected.length();
    }

    private void number() throws NotJson {
        accept('-');
        if (!accept('0')) digits();
        if (accept('.')) digits();
        if (accept('e') || accept('E')) {
            if (!accept('+')) accept('-');
            digits();
        }
    }

    private void digits() throws NotJson {
        int start = at;
        while (peek() >= '0' && peek() <= '9') at++;
        if (at == start) throw new NotJson();
    }

    private String string() throws NotJson {
        var value = new StringBuilder();
        expect('"');
        while (true) {
            if (at == text.length()) throw new NotJson();
            char c = text.charAt(at++);
            if (c == '"') return paired(value);
            if (c < ' ') throw new NotJson();
            value.append(c == '\\' ? escaped() : c);
        }
    }

    /// Half a pair of surrogates is no character, and nothing that reads an image could do anything with it.
    private static String paired(StringBuilder value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!Character.isSurrogate(c)) continue;
            boolean isPair = i + 1 < value.length() && Character.isSurrogatePair(c, value.charAt(i + 1));
            if (isPair) i++;
            else value.setCharAt(i, '\ufffd');
        }
        return value.toString();
    }

    private char escaped() throws NotJson {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> codeUnit();
            default -> throw new NotJson();
        };
    }

    private char codeUnit() throws NotJson {
        int value = 0;
        for (int i = 0; i < 4; i++, at++) {
            int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
            if (digit < 0) throw new NotJson();
            value = value * 16 + digit;
        }
        return (char) value;
    }

    private void skipSpaces() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\r' || peek() == '\n') at++;
    }

    /// The next character, or NUL, which no JSON has outside a string, at the end.
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean accept(char c) {
        if (at >= text.length() || text.charAt(at) != c) return false;
        at++;
        return true;
    }

    private void expect(char c) throws NotJson {
        if (!accept(c)) throw new NotJson();
    }

    private static final class NotJson extends Exception {
        private static final long serialVersionUID = 1L;

        NotJson() {
            super(null, null, false, false);
        }
    }
}
