package slipway.compose.debian;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/// The packages that some suites offer for one architecture.
public final class PackageIndex {

    private static final Comparator<BinaryPackage> NEWEST_FIRST =
            Comparator.comparing(BinaryPackage::version).reversed().thenComparing(BinaryPackage::suite);

    private static final Comparator<BinaryPackage> MOST_WANTED_FIRST =
            Comparator.comparing(BinaryPackage::priority).thenComparing(BinaryPackage::name).thenComparing(NEWEST_FIRST);

    private final String architecture;
    private final Map<String, List<BinaryPackage>> byName = new HashMap<>();
    private final Map<String, List<BinaryPackage>> providers = new HashMap<>();

    public PackageIndex(String architecture) {
        this.architecture = architecture;
    }

    /// Adds the packages of a `Packages` file. Those of other architectures are passed over.
    ///
    /// @param suite the number of the suite that the file belongs to
    public void add(BufferedReader packages, int suite) throws IOException {
        Stanza.read(packages, stanza -> {
            String own = stanza.text("Architecture");
            if (own.equals(architecture) || own.equals("all")) add(BinaryPackage.of(stanza, suite));
        });
    }

    void add(BinaryPackage added) {
        insert(byName.computeIfAbsent(added.name(), _ -> new ArrayList<>(1)), added, NEWEST_FIRST);
        if (added.fields().provides().isEmpty()) return;
        for (Relation provided : added.provides()) {
            insert(providers.computeIfAbsent(provided.name(), _ -> new ArrayList<>(2)), added, MOST_WANTED_FIRST);
        }
    }

    private static void insert(List<BinaryPackage> list, BinaryPackage added, Comparator<BinaryPackage> order) {
        int found = Collections.binarySearch(list, added, order);
        list.add(found < 0 ? -found - 1 : found, added);
    }

    public String architecture() {
        return architecture;
    }

    /// The versions of a package, newest first.
    public List<BinaryPackage> versions(String name) {
        return Collections.unmodifiableList(byName.getOrDefault(name, List.of()));
    }

    /// The packages that provide a name: those of the highest priority first, then by name.
    public List<BinaryPackage> providers(String name) {
        return Collections.unmodifiableList(providers.getOrDefault(name, List.of()));
    }

    public SortedSet<String> names() {
        return new TreeSet<>(byName.keySet());
    }
}
