package slipway.bake.compose;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Fills variables into text: `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME:?message}`, `${NAME:+other}`, each also
/// without
/// the colon, which makes an empty value count as none. `$$` is a dollar.
final class Interpolation {

    private static final int MAX_DEPTH = 50;
    private static final int MAX_LENGTH = 4 << 20;

    private final Map<String, String> variables;
    private final Consumer<String> missing;
    private final String text;
    private int at;
    private int depth;

    private Interpolation(String text, Map<String, String> variables, Consumer<String> missing) {
        this.text = text;
        this.variables = variables;
        this.missing = missing;
    }

    /// What is wrong with a text.
    static final class Invalid extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Invalid(String message) {
            super(message, null, false, false);
        }
    }

    /// @param missing is told of variables that are not set and have no default
    /// @throws Invalid when the syntax is wrong or a variable that must be set is not
    static String fill(String text, Map<String, String> variables, Consumer<String> missing) {
        if (text.indexOf('$') < 0) return text;
        return new Interpolation(text, variables, missing).until(false);
    }

    /// Text up to the end, or to the brace that closes a default.
    private String until(boolean brace) {
        if (++depth > MAX_DEPTH) throw new Invalid("variables are nested too deeply");
        var out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (brace && c == '}') break;
            at++;
            if (c != '$') out.append(c);
            else if (at < text.length() && text.charAt(at) == '$') {
                out.append('$');
                at++;
            } else out.append(variable());
            if (out.length() > MAX_LENGTH) throw new Invalid("variables make this text too long");
        }
        depth--;
        return out.toString();
    }

    private String variable() {
        if (at < text.length() && text.charAt(at) == '{') {
            at++;
            return braced();
        }
        String name = name();
        if (name.isEmpty()) throw new Invalid("$ is not followed by a name; write $$ for a dollar");
        return value(name, false).orElseGet(() -> nothing(name));
    }

    private String braced() {
        String name = name();
        if (name.isEmpty()) throw new Invalid("${ is not followed by a name; write $${ for a dollar and a brace");
        boolean colon = take(":");
        for (char operator : "-?+".toCharArray()) {
            if (!take(String.valueOf(operator))) continue;
            String other = until(true);
            close();
            return chosen(name, operator, colon, other);
        }
        if (colon) throw new Invalid("after ${" + name + ": comes -, ? or +");
        close();
        return value(name, false).orElseGet(() -> nothing(name));
    }

    private String chosen(String name, char operator, boolean colon, String other) {
        Optional<String> value = value(name, colon);
        if (operator == '+') return value.isPresent() ? other : "";
        if (operator == '?' && value.isEmpty()) throw new Invalid("the variable " + name + " must be set"
                + (other.isEmpty() ? "" : ": " + other));
        return value.orElse(other);
    }

    private void close() {
        if (!take("}")) throw new Invalid("${ has no closing brace");
    }

    private Optional<String> value(String name, boolean filled) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !filled || !value.isEmpty());
    }

    private String nothing(String name) {
        missing.accept(name);
        return "";
    }

    private String name() {
        int start = at;
        while (at < text.length() && isNamePart(text.charAt(at), at == start)) at++;
        return text.substring(start, at);
    }

    private static boolean isNamePart(char c, boolean first) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || !first && c >= '0' && c <= '9';
    }

    private boolean take(String symbol) {
        if (!text.startsWith(symbol, at)) return false;
        at += symbol.length();
        return true;
    }
}
