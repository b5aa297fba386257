package slipway.bake.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import slipway.bake.evaluate.Type.Primitive;

/// Makes a value of one type into one of another, where HCL does so by itself.
public final class Conversion {

    private Conversion() {}

    /// @throws FunctionFailed when there is no such conversion; the message says what is required
    public static Value convert(Value value, Type type) {
        if (value.isNull()) return value;
        return switch (type) {
            case Primitive.STRING -> new Value.Text(text(value));
            case Primitive.NUMBER -> new Value.Figure(number(value));
            case Primitive.BOOL -> Value.of(flag(value));
            case Type.Any _ -> value;
            case Type.ListOf(var element) -> Value.list(elements(value, element, type));
            case Type.SetOf(var element) -> Value.set(elements(value, element, type));
            case Type.MapOf(var element) -> map(value, element, type);
            case Type.TupleOf(var elements) -> tuple(value, elements);
            case Type.ObjectOf object -> object(value, object);
        };
    }

    private static String text(Value value) {
        return switch (value) {
            case Value.Text(var text) -> text;
            case Value.Figure(var number) -> number.toString();
            case Value.Flag(var flag) -> Boolean.toString(flag);
            case Value.Null _, Value.Items _, Value.Members _ -> throw required(Type.TEXT, value);
        };
    }

    private static Decimal number(Value value) {
        return switch (value) {
            case Value.Figure(var number) -> number;
            case Value.Text(var text) -> Decimal.parse(text).orElseThrow(() -> required(Type.NUMBER, value));
            case Value.Null _, Value.Flag _, Value.Items _, Value.Members _ -> throw required(Type.NUMBER, value);
        };
    }

    private static boolean flag(Value value) {
        return switch (value) {
            case Value.Flag(var flag) -> flag;
            case Value.Text(var text) when text.equals("true") || text.equals("1") -> true;
            case Value.Text(var text) when text.equals("false") || text.equals("0") -> false;
            case Value.Text _, Value.Null _, Value.Figure _, Value.Items _, Value.Members _ ->
                throw required(Type.FLAG, value);
        };
    }

    private static List<Value> elements(Value value, Type element, Type wanted) {
        if (!(value instanceof Value.Items(var _, var items))) throw required(wanted, value);
        Type common = element;
        if (element.equals(Type.ANY)) common = unify(items.stream().map(Type::of).toList())
                .orElseThrow(() -> new FunctionFailed("all elements must have the same type"));
        var converted = new ArrayList<Value>();
        for (int i = 0; i < items.size(); i++) converted.add(part(items.get(i), common, "element " + i));
        return converted;
    }

    private static Value part(Value value, Type type, String where) {
        try {
            return convert(value, type);
        } catch (FunctionFailed e) {
            throw new FunctionFailed(where + ": " + e.getMessage());
        }
    }

    private static Value map(Value value, Type element, Type wanted) {
        if (!(value instanceof Value.Members(var _, var members))) throw required(wanted, value);
        Type common = element;
        if (element.equals(Type.ANY)) common = unify(members.values().stream().map(Type::of).toList())
                .orElseThrow(() -> new FunctionFailed("all elements must have the same type"));
        var converted = new TreeMap<String, Value>(Value.ORDER);
        for (var member : members.entrySet()) {
            converted.put(member.getKey(), part(member.getValue(), common, "element " + member.getKey()));
        }
        return Value.map(converted);
    }

    private static Value tuple(Value value, List<Type> elements) {
        if (!(value instanceof Value.Items(var _, var items))) throw required(new Type.TupleOf(elements), value);
        if (items.size() != elements.size()) {
            throw new FunctionFailed("a tuple of " + elements.size() + " elements is required, there are " + items.size());
        }
        var converted = new ArrayList<Value>();
        for (int i = 0; i < items.size(); i++) converted.add(part(items.get(i), elements.get(i), "element " + i));
        return Value.tuple(converted);
    }

    private static Value object(Value value, Type.ObjectOf type) {
        if (!(value instanceof Value.Members(var _, var members))) throw required(type, value);
        var converted = new TreeMap<String, Value>(Value.ORDER);
        for (var attribute : type.attributes().entrySet()) {
            String name = attribute.getKey();
            if (members.containsKey(name)) {
                converted.put(name, part(members.get(name), attribute.getValue(), "attribute " + name));
            } else if (type.optional().contains(name)) {
                converted.put(name, Value.NULL);
            } else {
                throw new FunctionFailed("the attribute " + name + " is required");
            }
        }
        return Value.object(converted);
    }

    private static FunctionFailed required(Type type, Value found) {
        return new FunctionFailed(type.shown() + " required, but this is " + Shown.kind(found));
    }

    /// The type that values of all these types can be converted to without loss, if there is one.
    public static Optional<Type> unify(List<Type> types) {
        List<Type> known = types.stream().filter(type -> !type.equals(Type.ANY)).distinct().toList();
        if (known.isEmpty()) return Optional.of(Type.ANY);
        if (known.size() == 1) return Optional.of(known.getFirst());
        if (known.stream().allMatch(Primitive.class::isInstance)) {
            return known.contains(Type.TEXT) ? Optional.of(Type.TEXT) : Optional.empty();
        }
        if (known.stream().allMatch(Conversion::isSequence)) return sequence(known);
        if (known.stream().allMatch(type -> type instanceof Type.MapOf
                || type instanceof Type.ObjectOf)) return members(known);
        return Optional.empty();
    }

    private static boolean isSequence(Type type) {
        return type instanceof Type.ListOf || type instanceof Type.SetOf || type instanceof Type.TupleOf;
    }

    private static Optional<Type> sequence(List<Type> types) {
        Set<Integer> lengths = new java.util.TreeSet<>();
        for (Type type : types) lengths.add(type instanceof Type.TupleOf(var elements) ? elements.size() : -1);
        if (lengths.size() == 1 && !lengths.contains(-1)) {
            int length = lengths.iterator().next();
            var unified = new ArrayList<Type>();
            for (int i = 0; i < length; i++) {
                int at = i;
                Optional<Type> one = unify(types.stream().map(type -> ((Type.TupleOf) type).elements().get(at)).toList());
                if (one.isEmpty()) return Optional.empty();
                unified.add(one.get());
            }
            return Optional.of(new Type.TupleOf(unified));
        }
        boolean sets = types.stream().allMatch(Type.SetOf.class::isInstance);
        return unify(types.stream().flatMap(type -> elements(type).stream()).toList())
                .map(element -> sets ? new Type.SetOf(element) : new Type.ListOf(element));
    }

    private static Optional<Type> members(List<Type> types) {
        Set<Set<String>> names = new java.util.HashSet<>();
        for (Type type : types) if (type instanceof Type.ObjectOf object) names.add(object.attributes().keySet());
        if (names.size() == 1 && types.stream().allMatch(Type.ObjectOf.class::isInstance)) {
            var unified = new TreeMap<String, Type>(Value.ORDER);
            for (String name : names.iterator().next()) {
                Optional<Type> one = unify(types.stream().map(type -> ((Type.ObjectOf) type).attributes().get(name))
                        .toList());
                if (one.isEmpty()) return Optional.empty();
                unified.put(name, one.get());
            }
            return Optional.of(new Type.ObjectOf(unified, Set.of()));
        }
        return unify(types.stream().flatMap(type -> elements(type).stream()).toList()).map(Type.MapOf::new);
    }

    private static List<Type> elements(Type type) {
        return switch (type) {
            case Type.ListOf(var element) -> List.of(element);
            case Type.SetOf(var element) -> List.of(element);
            case Type.MapOf(var element) -> List.of(element);
            case Type.TupleOf(var elements) -> elements;
            case Type.ObjectOf object -> List.copyOf(object.attributes().values());
            case Primitive _, Type.Any _ -> List.of(type);
        };
    }
}
