package slipway.compose.debian;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// One package that a relation field names, with the versions it means: `libc6:any (>= 2.36)`.
///
/// Debian Policy 7.1.
///
/// @param architecture what follows a colon after the name: `any`, `native` or an architecture
public record Relation(String name, Optional<String> architecture, Optional<Bound> bound) {

    /// A limit on versions.
    public record Bound(Operator operator, DebVersion version) {

        public boolean holds(DebVersion candidate) {
            int order = candidate.compareTo(version);
            return switch (operator) {
                case EARLIER -> order < 0;
                case EARLIER_OR_EQUAL -> order <= 0;
                case EQUAL -> order == 0;
                case LATER_OR_EQUAL -> order >= 0;
                case LATER -> order > 0;
            };
        }
    }

    /// How a version compares with a limit.
    public enum Operator {
        EARLIER("<<"),
        EARLIER_OR_EQUAL("<="),
        EQUAL("="),
        LATER_OR_EQUAL(">="),
        LATER(">>");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /// `<` and `>` are old spellings of `<=` and `>=`.
        static Operator of(String sign) {
            return switch (sign) {
                case "<<" -> EARLIER;
                case "<=", "<" -> EARLIER_OR_EQUAL;
                case "=" -> EQUAL;
                case ">=", ">" -> LATER_OR_EQUAL;
                case ">>" -> LATER;
                default -> throw new IllegalStateException("not a sign that the pattern lets through: " + sign);
            };
        }
    }

    private static final Pattern SYNTAX =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9+.-]*)(?::([a-z0-9-]+))?\\s*"
                    + "(?:\\(\\s*(<<|<=|>=|>>|=|<|>)\\s*([^\\s)]+)\\s*\\))?"
                    + "\\s*(?:\\[[^\\]]*\\])?\\s*(?:<[^>]*>\\s*)*");

    /// Reads `name[:architecture] [(operator version)]`.
    public static Relation parse(String text) {
        Matcher match = SYNTAX.matcher(text.strip());
        if (!match.matches()) {
            throw new SlipwayException.BadInput(Problem.of("not a package relation: \"" + text.strip() + "\""));
        }
        Optional<Bound> bound = Optional.ofNullable(match.group(3))
                .map(sign -> new Bound(Operator.of(sign), new DebVersion(match.group(4))));
        return new Relation(match.group(1), Optional.ofNullable(match.group(2)), bound);
    }

    /// Reads a field of relations that are separated by commas, without alternatives: `Provides`, `Conflicts`, `Breaks`.
    public static List<Relation> parseList(String field) {
        var relations = new ArrayList<Relation>();
        for (String part : field.split(",")) {
            if (!part.isBlank()) relations.add(parse(part));
        }
        return relations;
    }

    /// Reads a field of dependencies: groups separated by commas, the alternatives of each by bars.
    public static List<List<Relation>> parseGroups(String field) {
        var groups = new ArrayList<List<Relation>>();
        for (String group : field.split(",")) {
            if (group.isBlank()) continue;
            var alternatives = new ArrayList<Relation>();
            for (String alternative : group.split("\\|")) alternatives.add(parse(alternative));
            groups.add(List.copyOf(alternatives));
        }
        return groups;
    }

    /// Whether a package of this name and version is meant.
    public boolean accepts(DebVersion version) {
        return bound.isEmpty() || bound.get().holds(version);
    }

    /// Whether a package of the same architecture as the one that has the relation can be meant.
    boolean isNative(String own) {
        return architecture.isEmpty() || architecture.get().equals("any") || architecture.get().equals("native")
                || architecture.get().equals(own);
    }

    @Override
    public String toString() {
        return name + architecture.map(qualifier -> ":" + qualifier).orElse("")
                + bound.map(b -> " (" + b.operator.sign + " " + b.version + ")").orElse("");
    }
}
