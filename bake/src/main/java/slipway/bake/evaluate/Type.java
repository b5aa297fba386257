package slipway.bake.evaluate;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The type of a value, or what a value has to be converted to.
public sealed interface Type {

    Type TEXT = Primitive.STRING;
    Type NUMBER = Primitive.NUMBER;
    Type FLAG = Primitive.BOOL;
    Type ANY = new Any();
    Type TEXTS = new ListOf(TEXT);
    Type TEXT_MAP = new MapOf(TEXT);

    /// The name of the type in messages and lists.
    String shown();

    enum Primitive implements Type {
        STRING,
        NUMBER,
        BOOL;

        @Override
        public String shown() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// Whatever it is.
    record Any() implements Type {
        @Override
        public String shown() {
            return "dynamic";
        }
    }

    record ListOf(Type element) implements Type {
        @Override
        public String shown() {
            return "list of " + element.shown();
        }
    }

    record SetOf(Type element) implements Type {
        @Override
        public String shown() {
            return "set of " + element.shown();
        }
    }

    record MapOf(Type element) implements Type {
        @Override
        public String shown() {
            return "map of " + element.shown();
        }
    }

    record TupleOf(List<Type> elements) implements Type {
        public TupleOf {
            elements = List.copyOf(elements);
        }

        @Override
        public String shown() {
            return "tuple";
        }
    }

    /// @param optional attributes that may be missing, and are then null
    record ObjectOf(SortedMap<String, Type> attributes, Set<String> optional) implements Type {
        public ObjectOf {
            attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
            optional = Set.copyOf(optional);
        }

        @Override
        public String shown() {
            return "object";
        }
    }

    /// The type a value has; that of null is [#ANY].
    static Type of(Value value) {
        return switch (value) {
            case Value.Text _ -> TEXT;
            case Value.Figure _ -> NUMBER;
            case Value.Flag _ -> FLAG;
            case Value.Null _ -> ANY;
            case Value.Items(var form, var items) -> switch (form) {
                case TUPLE -> new TupleOf(items.stream().map(Type::of).toList());
                case LIST -> new ListOf(element(items));
                case SET -> new SetOf(element(items));
            };
            case Value.Members(var shape, var members) -> switch (shape) {
                case MAP -> new MapOf(element(List.copyOf(members.values())));
                case OBJECT -> new ObjectOf(members.entrySet().stream()
                        .collect(Collectors.toMap(java.util.Map.Entry::getKey, entry -> of(entry.getValue()), (a, _) -> a,
                                () -> new TreeMap<>(Value.ORDER))), Set.of());
            };
        };
    }

    private static Type element(List<Value> items) {
        return items.stream().filter(item -> !item.isNull()).findFirst().map(Type::of).orElse(ANY);
    }
}
