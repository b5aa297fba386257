package slipway.dockerfile.pattern;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.dockerfile.lex.Spaces;

/// A `.dockerignore`: which files of a context a build does not see.
///
/// A line is a pattern; `#` in the first column makes it a comment, `!` makes it an exception. A pattern that matches a
/// directory matches all below it. The last line that matches a path decides, so an exception works only after what it
/// excepts. A pattern `.` does nothing.
///
/// Paths are relative to the context, with slashes, cleaned, and never `.` or begun by a slash.
public final class IgnoreFile {

    private final List<IgnoreRule> rules;

    private IgnoreFile(List<IgnoreRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /// What holds where there is no `.dockerignore`.
    public static IgnoreFile none() {
        return new IgnoreFile(List.of());
    }

    /// Reads the text of a `.dockerignore`. A bad line is a [SlipwayException.BadInput] that points at it.
    public static IgnoreFile parse(Source source) {
        var rules = new ArrayList<IgnoreRule>();
        String text = source.text();
        for (int line = 1; line <= source.lineCount(); line++) {
            Span span = source.lineSpan(line);
            int start = line == 1 && text.startsWith("\ufeff") ? 1 : span.start();
            if (start < span.end() && text.charAt(start) == '#') continue;
            Span stripped = strip(text, start, span.end());
            if (stripped.length() > 0) rule(source.text(stripped), stripped, Optional.of(source)).ifPresent(rules::add);
        }
        return new IgnoreFile(rules);
    }

    /// Patterns from elsewhere, such as `COPY --exclude`: as lines are, but that one with a slash in front stays so, and
    /// matches nothing. A bad one is a [SlipwayException.BadInput] without a place.
    public static IgnoreFile of(List<String> patterns) {
        var rules = new ArrayList<IgnoreRule>();
        for (String pattern : patterns) {
            String stripped = pattern.strip();
            if (!stripped.isEmpty()) rule(stripped, Span.at(0), Optional.empty()).ifPresent(rules::add);
        }
        return new IgnoreFile(rules);
    }

    public List<IgnoreRule> rules() {
        return rules;
    }

    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /// Whether the build does not see this path.
    public boolean excludes(String path) {
        return explain(path).filter(rule -> rule.effect() == IgnoreRule.Effect.EXCLUDE).isPresent();
    }

    /// The line that decided about this path: the last that matches it or a directory above. Empty if none does.
    public Optional<IgnoreRule> explain(String path) {
        return at(path).decision();
    }

    /// The same, with what the line stands for: the path itself, or the highest of the directories above that it matches.
    public Optional<Decision> decide(String path) {
        return explain(path).map(rule -> {
            int end = path.indexOf('/');
            while (end >= 0 && !rule.matches(path.substring(0, end))) end = path.indexOf('/', end + 1);
            return new Decision(rule, end < 0 ? path : path.substring(0, end));
        });
    }

    /// A line that decided, and the path it stands for.
    public record Decision(IgnoreRule rule, String matched) {}

    /// Whether something below this directory may be included: false if the directory need not be entered.
    public boolean mayContainIncluded(String directory) {
        return at(directory).mustDescend();
    }

    /// Where a walk of the context begins. It is never excluded.
    public Place root() {
        return new Place("", new BitSet());
    }

    private Place at(String path) {
        Place place = root();
        for (String name : path.split("/")) place = place.child(name);
        return place;
    }

    /// One path of a walk. It remembers which lines match above, so a walk tries each line once per path.
    public final class Place {

        private final String path;
        private final BitSet matching;

        private Place(String path, BitSet matching) {
            this.path = path;
            this.matching = matching;
        }

        public String path() {
            return path;
        }

        /// The last part of the path.
        public String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        /// What is called `name` in this directory.
        public Place child(String name) {
            String childPath = path.isEmpty() ? name : path + "/" + name;
            var matches = (BitSet) matching.clone();
            for (int i = 0; i < rules.size(); i++) {
                if (!matches.get(i) && rules.get(i).matches(childPath)) matches.set(i);
            }
            return new Place(childPath, matches);
        }

        /// The line that decides here.
        public Optional<IgnoreRule> decision() {
            return matching.isEmpty() ? Optional.empty() : Optional.of(rules.get(matching.length() - 1));
        }

        public boolean excluded() {
            return decision().filter(rule -> rule.effect() == IgnoreRule.Effect.EXCLUDE).isPresent();
        }

        /// Whether some line may hold for something below.
        public boolean mayMatchBelow() {
            return rules.stream().anyMatch(rule -> rule.mayMatchBelow(path));
        }

        /// Whether this directory must be entered: it is included, or an exception after the line that excludes it may hold
        /// for something below.
        public boolean mustDescend() {
            if (!excluded()) return true;
            return rules.subList(matching.length(), rules.size()).stream()
                    .anyMatch(rule -> rule.effect() == IgnoreRule.Effect.INCLUDE && rule.mayMatchBelow(path));
        }
    }

    private static Optional<IgnoreRule> rule(String line, Span span, Optional<Source> source) {
        boolean exception = line.startsWith("!");
        String written = exception ? line.substring(1).strip() : line;
        if (written.isEmpty()) throw bad("! needs a pattern", span, source);
        String clean = SlashPath.clean(written);
        boolean isRooted = source.isPresent() && clean.length() > 1 && clean.startsWith("/");
        String pattern = isRooted ? clean.substring(1) : clean;
        if (pattern.equals(".")) return Optional.empty();
        try {
            var effect = exception ? IgnoreRule.Effect.INCLUDE : IgnoreRule.Effect.EXCLUDE;
            return Optional.of(new IgnoreRule(pattern, effect, span));
        } catch (BadPattern wrong) {
            throw bad("not a pattern: " + pattern + ": " + wrong.reason(), span, source);
        }
    }

    private static SlipwayException.BadInput bad(String message, Span span, Optional<Source> source) {
        return new SlipwayException.BadInput(
                source.map(known -> Problem.at(known, span, message)).orElseGet(() -> Problem.of(message)));
    }

    private static Span strip(String text, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && Spaces.isSpace(text.charAt(from))) from++;
        while (to > from && Spaces.isSpace(text.charAt(to - 1))) to--;
        return new Span(from, to);
    }
}
