package slipway.check.rules;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.check.view.Use;
import slipway.diagnostics.Span;

/// What an unknown variable was most likely meant to be, and where it stands.
final class Nearest {

    /// A name that differs in more letters than these is another name. Builders draw the line here, too.
    private static final int LIMIT = 2;

    private Nearest() {}

    /// The first of the nearest candidates, case counted; none if the word itself is among them.
    static Optional<String> to(String word, Collection<String> candidates) {
        Optional<String> best = Optional.empty();
        int least = LIMIT + 1;
        for (String candidate : candidates) {
            if (candidate.equals(word)) return Optional.empty();
            if (Math.abs(candidate.length() - word.length()) >= least) continue;
            int distance = distance(word, candidate);
            if (distance < least) {
                least = distance;
                best = Optional.of(candidate);
            }
        }
        return best;
    }

    /// How many letters have to be added, taken away or replaced.
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) row[j] = j;
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }

    /// Where a variable is used in a word: the `$` and the name, if the word stands in one piece; else the word.
    static Span place(Use use, String name) {
        boolean exact = use.place().equals(use.word().span()) && use.word().text().length() == use.place().length();
        Matcher matcher = Pattern.compile("\\$\\{?" + Pattern.quote(name) + "(?![A-Za-z0-9_])").matcher(use.word().text());
        if (!exact || !matcher.find()) return use.place();
        return new Span(use.place().start() + matcher.start(), use.place().start() + matcher.end());
    }
}
