package slipway.diagnostics;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// "Did you mean …?": the known word nearest to a wrong one.
public final class Suggestion {

    private Suggestion() {}

    /// The candidate that `word` was most likely meant to be, if one is near enough: at most a third of the word's
    /// letters, and at most three, have to change. Case does not count.
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        int limit = Math.clamp(word.length() / 3, 1, 3);
        record Scored(String candidate, int distance) {}
        return candidates.stream()
                .map(candidate -> new Scored(candidate, distance(fold(word), fold(candidate))))
                .filter(scored -> scored.distance <= limit)
                .min(Comparator.comparingInt(Scored::distance).thenComparing(Scored::candidate))
                .map(Scored::candidate);
    }

    /// A hint that can be appended to an error: `did you mean RUN?`
    public static Optional<String> didYouMean(String word, Collection<String> candidates) {
        return nearest(word, candidates).map(found -> "did you mean " + found + "?");
    }

    private static String fold(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    /// Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other.
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) d[i][0] = i;
        for (int j = 0; j <= b.length(); j++) d[0][j] = j;
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + change);
                boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
        return d[a.length()][b.length()];
    }
}
