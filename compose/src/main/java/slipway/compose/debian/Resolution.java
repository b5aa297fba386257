package slipway.compose.debian;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/// The closure of some wishes.
///
/// @param packages by group, then by name
/// @param excluded each excluded name that something would have needed, with the packages that need it
public record Resolution(List<Selected> packages, SortedMap<String, SortedSet<String>> excluded) {

    public Resolution {
        packages = List.copyOf(packages);
    }

    /// A package of the closure and the group it fell into.
    public record Selected(BinaryPackage binary, int group) {}
}
