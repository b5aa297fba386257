package slipway.dockerfile.lex;

/// What counts as white space. There are two answers, and Dockerfiles depend on both.
public final class Spaces {

    private Spaces() {}

    /// Unicode's `White_Space`, which is trimmed from the ends of lines and separates quoted words.
    public static boolean isSpace(char c) {
        return switch (c) {
            case '\t', '\n', '\u000b', '\f', '\r', ' ', '\u0085', '\u00a0', '\u1680', '\u2028', '\u2029', '\u202f',
                    '\u205f', '\u3000' -> true;
            default -> c >= '\u2000' && c <= '\u200a';
        };
    }

    /// The few characters that separate plain words.
    public static boolean isSeparator(char c) {
        return c == ' ' || c == '\t' || c == '\u000b' || c == '\f' || c == '\r';
    }
}
