package slipway.dockerfile.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import slipway.dockerfile.match.Glob;

/// Compiles patterns in the grammar of Go's `filepath.Match`, to which `.dockerignore` adds `**`.
///
/// `*` is any run of characters but `/`, `?` one of them, `[a-z]` one of a set (a `/` too, if it is in it), `[^a-z]` one
/// outside it; `\` takes the next character's meaning away. `**` is any run, and with a slash any number of directories,
/// none included.
final class PatternReader {

    /// What two stars in a row mean.
    enum DoubleStar {
        AS_ONE,
        DIRECTORIES
    }

    private static final IntPredicate IN_NAME = c -> c != '/';

    private final int[] pattern;
    private final DoubleStar doubleStar;
    private final List<Glob.Step> steps = new ArrayList<>();
    private int at;

    private PatternReader(String pattern, DoubleStar doubleStar) {
        this.pattern = pattern.codePoints().toArray();
        this.doubleStar = doubleStar;
    }

    static Glob compile(String pattern, DoubleStar doubleStar) throws BadPattern {
        return new PatternReader(pattern, doubleStar).compile(pattern);
    }

    /// Whether a character of the pattern is a wildcard that nothing escapes.
    static boolean hasWildcards(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') i++;
            else if (c == '*' || c == '?' || c == '[') return true;
        }
        return false;
    }

    private Glob compile(String text) throws BadPattern {
        while (at < pattern.length) {
            int c = pattern[at++];
            switch (c) {
                case '*' -> star(text);
                case '?' -> steps.add(new Glob.Step.One(IN_NAME));
                case '[' -> steps.add(new Glob.Step.One(set()));
                case '\\' -> steps.add(Glob.literal(escaped()));
                default -> steps.add(Glob.literal(c));
            }
        }
        return new Glob(steps);
    }

    private void star(String text) {
        if (doubleStar == DoubleStar.AS_ONE || at == pattern.length || pattern[at] != '*') {
            steps.add(new Glob.Step.Run(IN_NAME));
            return;
        }
        boolean first = at == 1;
        at++;
        boolean slash = at < pattern.length && pattern[at] == '/';
        if (slash) at++;
        // A leading ** without a slash reaches into names, but only if nothing but plain text follows.
        boolean intoNames = first && !slash && text.substring(2).chars().noneMatch(c -> "*?[]\\".indexOf(c) >= 0);
        steps.add(at == pattern.length || intoNames ? new Glob.Step.Run(_ -> true) : new Glob.Step.Directories());
    }

    private IntPredicate set() throws BadPattern {
        boolean negated = at < pattern.length && pattern[at] == '^';
        if (negated) at++;
        IntPredicate set = _ -> false;
        int ranges = 0;
        while (at < pattern.length && (pattern[at] != ']' || ranges == 0)) {
            int low = member();
            int high = low;
            if (at < pattern.length && pattern[at] == '-') {
                at++;
                high = member();
            }
            int last = high;
            set = set.or(c -> low <= c && c <= last);
            ranges++;
        }
        if (at == pattern.length) throw new BadPattern("[ without ]");
        at++;
        return negated ? set.negate() : set;
    }

    private int member() throws BadPattern {
        if (at == pattern.length) throw new BadPattern("[ without ]");
        int c = pattern[at++];
        if (c == '-' || c == ']') throw new BadPattern("write \\" + (char) c + " for " + (char) c + " in brackets");
        return c == '\\' ? escaped() : c;
    }

    private int escaped() throws BadPattern {
        if (at == pattern.length) throw new BadPattern("nothing follows the last \\");
        return pattern[at++];
    }
}
