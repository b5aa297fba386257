package slipway.bake;

import java.util.regex.Pattern;

/// A pattern for names: `*` is any text, `?` any character, `[a-z]` one of some, `[^a-z]` one of the others.
final class Wildcard {

    private final Pattern pattern;

    private Wildcard(Pattern pattern) {
        this.pattern = pattern;
    }

    static boolean isPattern(String text) {
        return text.matches(".*[*?\\[\\]].*");
    }

    /// A bracket without its end matches itself.
    static Wildcard of(String text) {
        var regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int close = c == '[' ? text.indexOf(']', i + 2) : -1;
            if (c == '*') regex.append(i > 0 && text.charAt(i - 1) == '*' ? "" : ".*");
            else if (c == '?') regex.append('.');
            else if (close > 0) {
                String inside = text.substring(i + 1, close);
                boolean others = inside.startsWith("^");
                regex.append(others ? "[^" : "[").append((others ? inside.substring(1) : inside).replaceAll("[\\\\\\[\\]&^]",
                        "\\\\$0")).append(']');
                i = close;
            } else regex.append(Pattern.quote(String.valueOf(c)));
        }
        return new Wildcard(Pattern.compile(regex.toString()));
    }

    boolean matches(String name) {
        return pattern.matcher(name).matches();
    }
}
