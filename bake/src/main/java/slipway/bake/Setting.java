package slipway.bake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.bake.evaluate.Value;

/// The value of an attribute of a target.
public sealed interface Setting {

    record Text(String text) implements Setting {}

    record Flag(boolean value) implements Setting {}

    record Texts(List<String> texts) implements Setting {
        public Texts {
            texts = List.copyOf(texts);
        }
    }

    /// Values by name, sorted.
    record Pairs(SortedMap<String, String> pairs) implements Setting {
        public Pairs {
            var sorted = new TreeMap<String, String>(Value.ORDER);
            sorted.putAll(pairs);
            pairs = Collections.unmodifiableSortedMap(sorted);
        }
    }

    record Entries(List<Entry> entries) implements Setting {
        public Entries {
            entries = List.copyOf(entries);
        }
    }

    static Pairs pairs(SequencedMap<String, String> pairs) {
        var sorted = new TreeMap<String, String>(Value.ORDER);
        sorted.putAll(pairs);
        return new Pairs(sorted);
    }

    /// This and then `later`, which is of the same kind; what can only be once is that of `later`.
    default Setting plus(Setting later) {
        return switch (this) {
            case Text _, Flag _ -> later;
            case Texts(var texts) when later instanceof Texts(var more) -> new Texts(joined(texts, more));
            case Pairs(var pairs) when later instanceof Pairs(var more) -> {
                var both = new LinkedHashMap<>(pairs);
                both.putAll(more);
                yield pairs(both);
            }
            case Entries(var entries) when later instanceof Entries(var more) ->
                new Entries(Entry.distinct(joined(entries, more)));
            case Texts _, Pairs _, Entries _ -> throw new IllegalStateException(this + " and " + later);
        };
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        var both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    /// Without what says nothing: texts that are empty or there already, entries that are there already.
    default Setting tidied() {
        return switch (this) {
            case Texts(var texts) -> new Texts(new LinkedHashSet<>(texts).stream().filter(text -> !text.isEmpty()).toList());
            case Entries(var entries) -> new Entries(Entry.distinct(entries));
            case Text _, Flag _, Pairs _ -> this;
        };
    }

    /// Whether it is a list or a map with nothing in it.
    default boolean isEmpty() {
        return switch (this) {
            case Texts(var texts) -> texts.isEmpty();
            case Pairs(var pairs) -> pairs.isEmpty();
            case Entries(var entries) -> entries.isEmpty();
            case Text _, Flag _ -> false;
        };
    }
}
