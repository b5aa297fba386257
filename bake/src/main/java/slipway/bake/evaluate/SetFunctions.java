package slipway.bake.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/// Functions of sets.
final class SetFunctions {

    static final List<Function> ALL = List.of(
            Function.of("sethaselement", "set:set, elem:any", in -> Value.of(in.items(0).contains(in.value(1)))),
            Function.of("setintersection", "first_set:set, other_sets:set...", in -> combined(in, (a, b) ->
                    a.stream().filter(b::contains).toList())),
            Function.of("setproduct", "sets:any...", SetFunctions::product),
            Function.of("setsubtract", "a:set, b:set", in -> combined(in, (a, b) ->
                    a.stream().filter(item -> !b.contains(item)).toList())),
            Function.of("setsymmetricdifference", "first_set:set, other_sets:set...", in -> combined(in, (a, b) -> {
                var either = new ArrayList<Value>(a.stream().filter(item -> !b.contains(item)).toList());
                b.stream().filter(item -> !a.contains(item)).forEach(either::add);
                return either;
            })),
            Function.of("setunion", "first_set:set, other_sets:set...", in -> combined(in, (a, b) -> {
                var both = new ArrayList<Value>(a);
                both.addAll(b);
                return both;
            })));

    private SetFunctions() {}

    /// Folds sets that have been brought to one type.
    private static Value combined(Inputs in, BinaryOperator<List<Value>> operation) {
        Type common = Conversion.unify(in.values().stream().map(Type::of).toList())
                .orElseThrow(() -> new FunctionFailed("all sets must have the same element type"));
        List<List<Value>> sets = new ArrayList<>();
        for (int i = 0; i < in.size(); i++) {
            Value converted = Conversion.convert(in.value(i), common);
            if (converted instanceof Value.Items(var _, var items)) sets.add(items);
        }
        return Value.set(sets.stream().reduce(operation).orElseThrow());
    }

    /// The items as one type, if there is one.
    private static List<Value> sameType(List<Value> items) {
        return Conversion.unify(items.stream().map(Type::of).toList())
                .map(type -> items.stream().map(item -> Conversion.convert(item, type)).toList()).orElse(items);
    }

    private static Value product(Inputs in) {
        if (in.size() < 2) throw new FunctionFailed("at least two sets are required");
        long size = 1;
        for (int i = 0; i < in.size(); i++) size = Inputs.bounded(size * in.items(i).size());
        List<List<Value>> rows = List.of(List.of());
        boolean sets = true;
        for (int i = 0; i < in.size(); i++) {
            var longer = new ArrayList<List<Value>>();
            for (List<Value> row : rows) {
                for (Value item : sameType(in.items(i))) {
                    var more = new ArrayList<>(row);
                    more.add(item);
                    longer.add(more);
                }
            }
            rows = longer;
            sets &= in.value(i) instanceof Value.Items(var form, var _) && form == Value.Form.SET;
        }
        List<Value> tuples = rows.stream().<Value>map(Value::tuple).toList();
        return sets ? Value.set(tuples) : Value.list(tuples);
    }
}
