package slipway.check;

import java.util.Set;
import java.util.TreeSet;

/// Rules chosen by name, or all there are.
public final class Selection {

    private static final Selection NONE = new Selection(Extent.NAMED, Set.of());
    private static final Selection ALL = new Selection(Extent.ALL, Set.of());

    private enum Extent {
        NAMED,
        ALL
    }

    private final Extent extent;
    private final Set<String> names;

    private Selection(Extent extent, Set<String> names) {
        this.extent = extent;
        this.names = new TreeSet<>(names);
    }

    public static Selection none() {
        return NONE;
    }

    public static Selection all() {
        return ALL;
    }

    /// @param names of rules, ours or those they have elsewhere; one that no rule has chooses nothing
    public static Selection of(Set<String> names) {
        return new Selection(Extent.NAMED, names);
    }

    public boolean contains(RuleInfo rule) {
        return extent == Extent.ALL || names.stream().anyMatch(rule::isNamed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Selection that && extent == that.extent && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return 31 * extent.ordinal() + names.hashCode();
    }

    @Override
    public String toString() {
        return extent == Extent.ALL ? "all" : String.join(",", names);
    }
}
