package slipway.dockerfile.shell;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;

/// One pass over a text that replaces variables and takes quotes and escapes away.
public final class ShellText {

    /// What became of the text.
    ///
    /// @param words the text split at unprotected spaces
    /// @param found variables that had a value
    /// @param missing variables that had none; the shell's own such as `$1` and `$?` never have
    public record Result(String text, List<String> words, SequencedSet<String> found, SequencedSet<String> missing) {}

    private static final int MAX_DEPTH = 100;
    /// The longest text that is made, in characters.
    static final int MAX_LENGTH = 4 << 20;

    private static final int END = -1;

    private final String text;
    private final char escape;
    private final Set<Mode> modes;
    private final Function<String, Optional<String>> lookup;
    private final SequencedSet<String> found = new LinkedHashSet<>();
    private final SequencedSet<String> missing = new LinkedHashSet<>();
    private boolean keepEscapes;
    private int depth;
    private int at;

    private ShellText(String text, char escape, Set<Mode> modes, Function<String, Optional<String>> lookup) {
        this.text = text;
        this.escape = escape;
        this.modes = modes;
        this.lookup = lookup;
        this.keepEscapes = modes.contains(Mode.KEEP_ESCAPES);
    }

    /// Replaces the variables of `text` with the values that `lookup` knows.
    public static Result process(String text, char escape, Set<Mode> modes, Function<String, Optional<String>> lookup)
            throws BadText {
        var pass = new ShellText(text, escape, modes, lookup);
        WordSplitter all = pass.upTo(END, pass.keepEscapes);
        return new Result(all.text(), all.words(), pass.found, pass.missing);
    }

    /// Reads up to the character `stop` and past it, or to the end of the text.
    private WordSplitter upTo(int stop, boolean keep) throws BadText {
        int start = at;
        boolean before = keepEscapes;
        keepEscapes = keep;
        if (++depth > MAX_DEPTH) throw BadText.tooMuch("variables are nested too deeply", start, text.length());
        var out = new WordSplitter();
        boolean quotes = !modes.contains(Mode.IGNORE_QUOTES);
        while (peek() != stop) {
            int c = peek();
            if (c == END) {
                at = text.length();
                throw BadText.open((char) stop, "", Math.max(0, start - 1), at);
            }
            if (out.length() > MAX_LENGTH) throw BadText.tooMuch("expands to too long a text", 0, text.length());
            if (c == '$') out.add(dollar());
            else if (quotes && c == '\'') out.addWhole(singleQuoted());
            else if (quotes && c == '"') out.addWhole(doubleQuoted());
            else if (c == '<') out.addWhole(angle());
            else if (c == escape) escaped(out);
            else out.add(String.valueOf(text.charAt(at++)));
        }
        if (stop != END) at++;
        depth--;
        keepEscapes = before;
        return out;
    }

    private void escaped(WordSplitter out) {
        if (keepEscapes) out.addWhole(String.valueOf(escape));
        at++;
        if (at < text.length()) out.addWhole(String.valueOf(text.charAt(at++)));
    }

    /// `<<` keeps the spaces after it in its word, so that `<< EOF` is one.
    private String angle() {
        int start = at++;
        if (peek() != '<') return "<";
        at++;
        while (peek() == ' ' || peek() == '\t') at++;
        return text.substring(start, at);
    }

    private String singleQuoted() throws BadText {
        int start = at;
        int end = text.indexOf('\'', start + 1);
        if (end < 0) throw BadText.openQuote("single", start, text.length());
        at = end + 1;
        return modes.contains(Mode.KEEP_QUOTES) ? text.substring(start, at) : text.substring(start + 1, end);
    }

    private String doubleQuoted() throws BadText {
        int start = at++;
        var out = new StringBuilder();
        if (modes.contains(Mode.KEEP_QUOTES)) out.append('"');
        while (peek() != '"') {
            int c = peek();
            if (c == END) throw BadText.openQuote("double", start, text.length());
            if (out.length() > MAX_LENGTH) throw BadText.tooMuch("expands to too long a text", 0, text.length());
            if (c == '$') {
                out.append(dollar());
                continue;
            }
            at++;
            if (c == escape) {
                if (keepEscapes) out.append(escape);
                if (peek() == END) continue;
                if (peek() == '"' || peek() == '$' || peek() == escape) c = text.charAt(at++);
            }
            out.append((char) c);
        }
        at++;
        if (modes.contains(Mode.KEEP_QUOTES)) out.append('"');
        return out.toString();
    }

    private String dollar() throws BadText {
        int start = at++;
        if (peek() == '{') {
            at++;
            return braces(start);
        }
        String name = name();
        if (name.isEmpty()) return "$";
        return value(name).orElse(modes.contains(Mode.KEEP_UNSET) ? "$" + name : "");
    }

    private String braces(int start) throws BadText {
        switch (peek()) {
            case END -> throw BadText.open('}', " after ${", start, at);
            case '{', '}', ':' -> throw BadText.badSubstitution(start, at + 1);
            default -> {}
        }
        String name = name();
        int operatorStart = at;
        int c = peek();
        if (c == END) throw BadText.open('}', " after ${" + name, start, at);
        at++;
        if (c == '}') {
            return value(name).orElse(modes.contains(Mode.KEEP_UNSET) ? text.substring(start, at) : "");
        }
        boolean colon = c == ':';
        if (colon) {
            c = peek();
            if (c == END) throw BadText.open('}', " after ${" + name, start, at);
            at++;
        }
        String operator = text.substring(operatorStart, at);
        if (c == '/' && !colon) return replacement(name, start);
        if (!colon && "+-?#%".indexOf(c) < 0) {
            throw BadText.unsupported(operator, start, at);
        }
        boolean trims = c == '#' || c == '%';
        String word = inner('}', trims, start);
        Optional<String> value = value(name);
        if (value.isEmpty() && modes.contains(Mode.KEEP_UNSET)) return text.substring(start, at);
        return switch (operator) {
            case "-" -> value.orElse(word);
            case ":-" -> value.filter(set -> !set.isEmpty()).orElse(word);
            case "+" -> value.isPresent() ? word : "";
            case ":+" -> value.filter(set -> !set.isEmpty()).isPresent() ? word : "";
            case "?" -> required(name, value, word, start, "must be set");
            case ":?" -> required(name, value.filter(set -> !set.isEmpty()), word, start, "must be set and not empty");
            case "#" -> Trim.prefix(value.orElse(""), word, start, at);
            case "%" -> Trim.suffix(value.orElse(""), word, start, at);
            default -> throw BadText.unsupported(operator, start, at);
        };
    }

    private String required(String name, Optional<String> value, String message, int start, String reason) throws BadText {
        if (value.isPresent()) return value.get();
        throw BadText.required(name, message.isEmpty() ? reason : message, start, at);
    }

    private String replacement(String name, int start) throws BadText {
        boolean all = peek() == '/';
        if (all) at++;
        String pattern = inner('/', true, start);
        String with = inner('}', true, start);
        Optional<String> value = value(name);
        if (value.isEmpty() && modes.contains(Mode.KEEP_UNSET)) return text.substring(start, at);
        var pieces = new Trim.Replacement(pattern, with, all ? Trim.Count.ALL : Trim.Count.FIRST);
        return Trim.replace(value.orElse(""), pieces, start, at);
    }

    private String inner(char stop, boolean keep, int start) throws BadText {
        try {
            return upTo(stop, keep).text();
        } catch (BadText bad) {
            if (at < text.length() || !bad.reason().equals("missing " + stop)) throw bad;
            throw BadText.open(stop, " in ${", start, text.length());
        }
    }

    /// A variable's name: letters, digits and `_`; or only digits; or one of the shell's own signs.
    private String name() {
        int start = at;
        if (peek() != END && Character.isDigit(peek())) {
            while (peek() != END && Character.isDigit(peek())) at++;
        } else if (peek() != END && "@*#?-$!".indexOf(peek()) >= 0) {
            at++;
        } else {
            while (peek() != END && (Character.isLetterOrDigit(peek()) || peek() == '_')) at++;
        }
        return text.substring(start, at);
    }

    private Optional<String> value(String name) {
        Optional<String> value = lookup.apply(name);
        if (value.isPresent()) found.add(name);
        else if (!name.isEmpty() && (Character.isLetter(name.charAt(0)) || name.charAt(0) == '_')) missing.add(name);
        return value;
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }
}
