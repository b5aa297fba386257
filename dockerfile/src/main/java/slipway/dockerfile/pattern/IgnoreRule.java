package slipway.dockerfile.pattern;

import slipway.diagnostics.Span;
import slipway.dockerfile.match.Glob;

/// One line of a `.dockerignore`: a pattern, and what it does with what it matches.
public final class IgnoreRule {

    public enum Effect {
        EXCLUDE,
        /// The line began with `!`.
        INCLUDE
    }

    private final String pattern;
    private final Effect effect;
    private final Span span;
    private final Glob glob;
    private final String beginning;
    private final String ending;

    IgnoreRule(String pattern, Effect effect, Span span) throws BadPattern {
        this.pattern = pattern;
        this.effect = effect;
        this.span = span;
        this.glob = PatternReader.compile(pattern, PatternReader.DoubleStar.DIRECTORIES);
        this.beginning = pattern.substring(0, plainLength(pattern));
        String backwards = new StringBuilder(pattern).reverse().toString();
        int plain = pattern.indexOf('\\') < 0 ? plainLength(backwards) : 0;
        // The slash after ** may match nothing, so it is no part of the ending.
        String tail = pattern.substring(pattern.length() - plain);
        this.ending = plain < pattern.length() && tail.startsWith("/") ? tail.substring(1) : tail;
    }

    /// The pattern as it is matched: cleaned, without `!` and without a slash in front.
    public String pattern() {
        return pattern;
    }

    public Effect effect() {
        return effect;
    }

    /// Where the line stands in its file.
    public Span span() {
        return span;
    }

    /// Whether the pattern stands for this very path; what is below is the caller's affair.
    boolean matches(String path) {
        return path.startsWith(beginning) && path.endsWith(ending) && glob.matches(path);
    }

    boolean mayMatchBelow(String directory) {
        return glob.mayMatchBeyond(directory + "/");
    }

    private static int plainLength(String text) {
        int length = 0;
        while (length < text.length() && "*?[]\\".indexOf(text.charAt(length)) < 0) length++;
        return length;
    }

    @Override
    public String toString() {
        return (effect == Effect.INCLUDE ? "!" : "") + pattern;
    }
}
