package slipway.compose.debian;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Suggestion;

/// Finds everything that a set of packages needs.
///
/// The same wishes on the same index give the same closure. Of alternatives the one that is there already is taken, else
/// the first that can be; of several packages that provide a name, the one with the highest priority, then the first by
/// name. Recommended packages are never taken, essential ones only when something needs them. An excluded name counts as
/// there.
public final class Resolver {

    /// So often a closure is begun anew because a later dependency wants another version of what was taken.
    private static final int MAX_ATTEMPTS = 64;

    private final PackageIndex index;
    private final SortedSet<String> exclusions;
    private final List<Wish> wishes;
    private final Map<String, List<Relation>> limits = new HashMap<>();

    private SequencedMap<String, Choice> chosen = new LinkedHashMap<>();
    private SortedMap<String, SortedSet<String>> missed = new TreeMap<>();

    private record Choice(BinaryPackage binary, int group, Optional<String> neededBy) {}

    /// Thrown inside to begin anew.
    private static final class Again extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Again() {
            super(null, null, false, false);
        }
    }

    private Resolver(PackageIndex index, List<Wish> wishes, SortedSet<String> exclusions) {
        this.index = index;
        this.wishes = wishes.stream().sorted(Comparator.comparingInt(Wish::group)).toList();
        this.exclusions = exclusions;
    }

    /// The closure of `wishes`.
    ///
    /// @throws SlipwayException.BadInput when a package does not exist, a dependency cannot be met, or two packages of the
    ///     closure do not bear each other; placed at the wish it comes from
    public static Resolution resolve(PackageIndex index, List<Wish> wishes, SortedSet<String> exclusions) {
        var resolver = new Resolver(index, wishes, exclusions);
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            try {
                return resolver.attempt();
            } catch (Again _) {
                resolver.chosen = new LinkedHashMap<>();
                resolver.missed = new TreeMap<>();
            }
        }
        throw new SlipwayException.BadInput(Problem.of("the versions that these packages need of each other do not settle"));
    }

    private Resolution attempt() {
        for (Wish wish : wishes) choose(wished(wish), wish.group(), Optional.empty());
        Deque<String> open = new ArrayDeque<>();
        int last = wishes.isEmpty() ? -1 : wishes.getLast().group();
        for (int group = 0; group <= last; group++) {
            for (Wish wish : wishes) if (wish.group() == group) open.add(wish.name());
            while (!open.isEmpty()) follow(open.removeFirst(), group, open);
        }
        checkConflicts();
        var packages = chosen.values().stream()
                .map(choice -> new Resolution.Selected(choice.binary, choice.group))
                .sorted(Comparator.comparingInt(Resolution.Selected::group)
                        .thenComparing(selected -> selected.binary().name()))
                .toList();
        return new Resolution(packages, missed);
    }

    private BinaryPackage wished(Wish wish) {
        List<BinaryPackage> versions = index.versions(wish.name());
        if (versions.isEmpty()) throw unknown(wish);
        return versions.stream()
                .filter(binary -> wish.version().isEmpty() || wish.version().get().compareTo(binary.version()) == 0)
                .filter(this::withinLimits).findFirst()
                .orElseThrow(() -> new SlipwayException.BadInput(new Problem(
                        "there is no version of " + wish.name() + " that will do"
                                + wish.version().map(version -> ": " + version + " is not offered").orElse(""),
                        Optional.of(wish.location()),
                        Optional.of("offered: " + String.join(", ", versions.stream().map(v -> v.version().text()).toList())
                                + limits.getOrDefault(wish.name(), List.of()).stream().map(r -> "; needed: " + r)
                                        .reduce("", String::concat)))));
    }

    private SlipwayException.BadInput unknown(Wish wish) {
        List<BinaryPackage> providers = index.providers(wish.name());
        Optional<String> hint = providers.isEmpty()
                ? Suggestion.didYouMean(wish.name(), index.names())
                : Optional.of("it is a virtual package; ask for one that provides it: " + String.join(", ",
                        new TreeSet<>(providers.stream().map(BinaryPackage::name).toList())));
        return new SlipwayException.BadInput(new Problem(
                "there is no package " + wish.name() + " for " + index.architecture(), Optional.of(wish.location()), hint));
    }

    private boolean withinLimits(BinaryPackage binary) {
        return limits.getOrDefault(binary.name(), List.of()).stream().allMatch(limit -> limit.accepts(binary.version()));
    }

    private void choose(BinaryPackage binary, int group, Optional<String> neededBy) {
        chosen.putIfAbsent(binary.name(), new Choice(binary, group, neededBy));
    }

    /// Takes what a package needs. What is there from a wish of a higher group is pulled down to this one.
    private void follow(String name, int group, Deque<String> open) {
        BinaryPackage binary = chosen.get(name).binary;
        for (List<Relation> alternatives : binary.dependencies()) {
            Optional<Relation> excluded = alternatives.stream().filter(relation -> exclusions.contains(relation.name()))
                    .findFirst();
            Optional<Choice> present = present(alternatives);
            if (present.isPresent()) {
                pullDown(present.get(), group, open);
            } else if (excluded.isPresent()) {
                missed.computeIfAbsent(excluded.get().name(), _ -> new TreeSet<>()).add(name);
            } else {
                BinaryPackage taken = take(alternatives).orElseThrow(() -> unsatisfied(name, alternatives));
                choose(taken, group, Optional.of(name));
                open.add(taken.name());
            }
        }
    }

    private Optional<Choice> present(List<Relation> alternatives) {
        return alternatives.stream()
                .flatMap(relation -> chosen.values().stream().filter(choice -> choice.binary.satisfies(relation)).limit(1))
                .findFirst();
    }

    private void pullDown(Choice choice, int group, Deque<String> open) {
        if (choice.group <= group) return;
        chosen.put(choice.binary.name(), new Choice(choice.binary, group, choice.neededBy));
        open.add(choice.binary.name());
    }

    private Optional<BinaryPackage> take(List<Relation> alternatives) {
        for (Relation relation : alternatives) {
            Choice other = chosen.get(relation.name());
            if (other != null && relation.bound().isPresent()) limit(relation);
            Optional<BinaryPackage> found =
                    Stream.concat(index.versions(relation.name()).stream(), index.providers(relation.name()).stream())
                    .filter(candidate -> !exclusions.contains(candidate.name()))
                    .filter(candidate -> candidate.satisfies(relation) && withinLimits(candidate))
                    .filter(candidate -> !chosen.containsKey(candidate.name()))
                    .filter(candidate -> conflict(candidate).isEmpty())
                    .findFirst();
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    /// Begins anew with a limit on a package that was taken in a version that will not do, if another version would.
    private void limit(Relation relation) {
        List<Relation> known = limits.computeIfAbsent(relation.name(), _ -> new ArrayList<>());
        if (known.contains(relation)) return;
        boolean possible = index.versions(relation.name()).stream()
                .anyMatch(v -> relation.accepts(v.version()) && withinLimits(v));
        if (!possible) return;
        known.add(relation);
        throw new Again();
    }

    private Optional<BinaryPackage> conflict(BinaryPackage candidate) {
        return chosen.values().stream().map(Choice::binary)
                .filter(other -> conflicts(candidate, other) || conflicts(other, candidate)).findFirst();
    }

    private static boolean conflicts(BinaryPackage one, BinaryPackage other) {
        if (one.name().equals(other.name())) return false;
        return one.conflicts().stream().anyMatch(other::satisfies);
    }

    private void checkConflicts() {
        for (Choice one : chosen.values()) {
            for (Relation relation : one.binary.conflicts()) {
                for (Choice other : chosen.values()) {
                    boolean itself = other.binary.name().equals(one.binary.name());
                    if (!itself && other.binary.satisfies(relation)) throw conflicting(one, other, relation);
                }
            }
        }
    }

    private SlipwayException.BadInput conflicting(Choice one, Choice other, Relation relation) {
        return fail(one.binary.name(), one.binary + " conflicts with " + relation + ", and " + other.binary
                + " is needed too",
                Optional.of(chain(one.binary.name()) + "\n" + chain(other.binary.name())));
    }

    private SlipwayException.BadInput unsatisfied(String name, List<Relation> alternatives) {
        String wanted = String.join(" | ", alternatives.stream().map(Relation::toString).toList());
        String why = alternatives.stream().map(this::why).distinct().reduce((a, b) -> a + "; " + b).orElse("");
        return fail(name, "the dependency of " + chosen.get(name).binary + " on " + wanted + " cannot be met: " + why,
                Optional.of("needed through " + chain(name)));
    }

    private String why(Relation relation) {
        List<BinaryPackage> versions = index.versions(relation.name());
        if (versions.isEmpty() && index.providers(relation.name()).isEmpty()) {
            return "there is no package " + relation.name();
        }
        Optional<BinaryPackage> fitting = versions.stream().filter(candidate -> candidate.satisfies(relation)).findFirst();
        if (fitting.isPresent()) {
            return conflict(fitting.get()).map(other -> fitting.get() + " conflicts with " + other)
                    .orElse(relation.name() + " is needed in another version too");
        }
        if (versions.isEmpty()) return "no provider of " + relation.name() + " will do";
        return relation.name() + " is offered as "
                + String.join(", ", versions.stream().map(v -> v.version().text()).toList());
    }

    private SlipwayException.BadInput fail(String name, String message, Optional<String> hint) {
        String root = root(name);
        return new SlipwayException.BadInput(new Problem(message,
                wishes.stream().filter(wish -> wish.name().equals(root)).map(Wish::location).findFirst(), hint));
    }

    private String root(String name) {
        return chosen.get(name).neededBy.map(this::root).orElse(name);
    }

    private String chain(String name) {
        return chosen.get(name).neededBy.map(parent -> chain(parent) + " -> ").orElse("") + name;
    }
}
