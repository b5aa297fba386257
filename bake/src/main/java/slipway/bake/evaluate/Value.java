package slipway.bake.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an expression gives.
public sealed interface Value {

    Value NULL = new Null();
    Value TRUE = new Flag(true);
    Value FALSE = new Flag(false);

    /// Strings by their bytes in UTF-8, which is the order of all output.
    Comparator<String> ORDER = (a, b) -> {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) return Character.isSurrogate(x) == Character.isSurrogate(y) ? Character.compare(x, y)
                    : Character.isSurrogate(x) ? 1 : -1;
        }
        return Integer.compare(a.length(), b.length());
    };

    /// A string.
    record Text(String text) implements Value {}

    /// A number.
    record Figure(Decimal number) implements Value {}

    /// A boolean.
    record Flag(boolean value) implements Value {}

    /// No value.
    record Null() implements Value {}

    /// Values one after another.
    record Items(Form form, List<Value> items) implements Value {
        public Items {
            items = List.copyOf(items);
        }
    }

    /// Values by name, sorted by it.
    record Members(Shape shape, SortedMap<String, Value> members) implements Value {
        public Members {
            members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        }
    }

    /// How items belong together.
    enum Form {
        /// Each of its own type, as `[…]` gives.
        TUPLE,
        /// All of one type.
        LIST,
        /// All of one type, sorted, each once.
        SET
    }

    /// How members belong together.
    enum Shape {
        /// Each of its own type, as `{…}` gives.
        OBJECT,
        /// All of one type.
        MAP
    }

    static Value of(String text) {
        return new Text(text);
    }

    static Value of(boolean value) {
        return value ? TRUE : FALSE;
    }

    static Value of(long number) {
        return new Figure(Decimal.of(number));
    }

    static Value of(Decimal number) {
        return new Figure(number);
    }

    static Items tuple(List<? extends Value> items) {
        return new Items(Form.TUPLE, List.copyOf(items));
    }

    static Items list(List<? extends Value> items) {
        return new Items(Form.LIST, List.copyOf(items));
    }

    static Items texts(Collection<String> texts) {
        return list(texts.stream().map(Value::of).toList());
    }

    /// A set: each value once, numbers by size, strings by their bytes.
    static Items set(List<? extends Value> items) {
        var each = new ArrayList<Value>();
        for (Value item : items) if (!each.contains(item)) each.add(item);
        each.sort(Comparator.comparing(Value::rank, Comparator.naturalOrder()).thenComparing(Value::compareSame));
        return new Items(Form.SET, each);
    }

    private static int rank(Value value) {
        return switch (value) {
            case Null _ -> 9;
            case Flag _ -> 1;
            case Figure _ -> 2;
            case Text _ -> 3;
            case Items _ -> 4;
            case Members _ -> 5;
        };
    }

    private static int compareSame(Value a, Value b) {
        if (a instanceof Figure(var x) && b instanceof Figure(var y)) return x.compareTo(y);
        if (a instanceof Text(var x) && b instanceof Text(var y)) return ORDER.compare(x, y);
        if (a instanceof Flag(var x) && b instanceof Flag(var y)) return Boolean.compare(x, y);
        return 0;
    }

    static Members object(Map<String, ? extends Value> members) {
        return members(Shape.OBJECT, members);
    }

    static Members map(Map<String, ? extends Value> members) {
        return members(Shape.MAP, members);
    }

    private static Members members(Shape shape, Map<String, ? extends Value> members) {
        var sorted = new TreeMap<String, Value>(ORDER);
        sorted.putAll(members);
        return new Members(shape, sorted);
    }

    default boolean isNull() {
        return this instanceof Null;
    }
}
