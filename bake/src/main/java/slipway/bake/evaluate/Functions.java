package slipway.bake.evaluate;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The functions that every file has.
public final class Functions {

    /// What these three do with their arguments is not what functions do, so [Calls] does it.
    private static final List<String> SPECIAL = List.of("can", "convert", "try");

    private static final SortedMap<String, Function> ALL = all();

    private Functions() {}

    public static Optional<Function> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /// The names of all, sorted.
    public static Collection<String> names() {
        return Stream.concat(ALL.keySet().stream(), SPECIAL.stream()).sorted().toList();
    }

    private static SortedMap<String, Function> all() {
        var all = new TreeMap<String, Function>();
        Stream.of(TextFunctions.ALL, PatternFunctions.ALL, NumberFunctions.ALL, LogicFunctions.ALL, ListFunctions.ALL,
                MapFunctions.ALL, SetFunctions.ALL, EncodingFunctions.ALL, SecretFunctions.ALL, DateFunctions.ALL,
                NetworkFunctions.ALL).flatMap(List::stream).forEach(function -> {
                    if (all.put(function.name(), function) != null) throw new IllegalStateException(function.name());
                });
        return Collections.unmodifiableSortedMap(all);
    }
}
