package slipway.bake.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Functions of lists.
final class ListFunctions {

    static final List<Function> ALL = List.of(
            Function.of("chunklist", "list:list, size:number", ListFunctions::chunks),
            Function.of("coalescelist", "vals:any?...", in -> in.values().stream()
                    .filter(value -> value instanceof Value.Items(var form, var items) && form != Value.Form.SET
                            && !items.isEmpty()).findFirst()
                    .orElseThrow(() -> new FunctionFailed("no non-empty list"))),
            Function.of("compact", "list:strings", in -> Value.list(in.items(0).stream()
                    .filter(item -> !item.isNull() && !item.equals(Value.of(""))).toList())),
            Function.of("concat", "seqs:any...", ListFunctions::concat),
            Function.of("contains", "list:any, value:any", in -> Value.of(in.items(0).contains(in.value(1)))),
            Function.of("distinct", "list:list", in -> Value.list(in.items(0).stream().distinct().toList())),
            Function.of("element", "list:any, index:number", ListFunctions::element),
            Function.of("flatten", "list:any", in -> Value.tuple(flat(in.items(0)))),
            Function.of("hasindex", "collection:any, key:any", in -> Value.of(has(in.value(0), in.value(1)))),
            Function.of("index", "collection:any, key:any", ListFunctions::index),
            Function.of("indexof", "list:any, value:any", ListFunctions::indexOf),
            Function.of("length", "collection:any", ListFunctions::length),
            Function.of("range", "params:number...", ListFunctions::range),
            Function.of("reverselist", "list:any", in -> sameForm(in.value(0), in.items(0).reversed())),
            Function.of("slice", "list:any, start_index:number, end_index:number", ListFunctions::slice),
            Function.of("sort", "list:strings", ListFunctions::sort));

    private ListFunctions() {}

    private static Value sameForm(Value like, List<Value> items) {
        return like instanceof Value.Items(var form, var _) && form == Value.Form.TUPLE ? Value.tuple(items)
                : Value.list(items);
    }

    private static Value chunks(Inputs in) {
        int size = in.integer(1);
        if (size < 0) throw FunctionFailed.at(1, "the size must not be negative");
        List<Value> items = in.items(0);
        var chunks = new ArrayList<Value>();
        int step = size == 0 ? Math.max(1, items.size()) : size;
        for (int at = 0; at < items.size(); at += step) {
            chunks.add(Value.list(items.subList(at, Math.min(items.size(), at + step))));
            if (size == Integer.MAX_VALUE) break;
        }
        return Value.list(chunks);
    }

    private static Value concat(Inputs in) {
        if (in.size() == 0) throw new FunctionFailed("at least one argument is required");
        var all = new ArrayList<Value>();
        boolean lists = true;
        for (int i = 0; i < in.size(); i++) {
            all.addAll(in.ordered(i));
            lists &= in.value(i) instanceof Value.Items(var form, var _) && form != Value.Form.TUPLE;
        }
        Inputs.bounded(all.size());
        Optional<Type> common = lists ? Conversion.unify(all.stream().map(Type::of).toList()) : Optional.empty();
        return common.isPresent() ? Conversion.convert(Value.tuple(all), new Type.ListOf(common.get())) : Value.tuple(all);
    }

    private static Value element(Inputs in) {
        List<Value> items = in.ordered(0);
        if (items.isEmpty()) throw FunctionFailed.at(0, "cannot use element function with an empty list");
        int index = in.integer(1);
        if (index < 0) throw FunctionFailed.at(1, "cannot use element function with a negative index");
        return items.get(index % items.size());
    }

    private static List<Value> flat(List<Value> items) {
        var flat = new ArrayList<Value>();
        for (Value item : items) {
            if (item instanceof Value.Items(var _, var inner)) flat.addAll(flat(inner));
            else flat.add(item);
        }
        return flat;
    }

    private static boolean has(Value collection, Value key) {
        return find(collection, key).isPresent();
    }

    private static Optional<Value> find(Value collection, Value key) {
        if (collection instanceof Value.Items(var _, var items)) {
            Optional<Integer> at = key instanceof Value.Figure(var number) ? number.toInt() : Optional.empty();
            return at.filter(i -> i >= 0 && i < items.size()).map(items::get);
        }
        if (collection instanceof Value.Members(var _, var members)) {
            return key instanceof Value.Text(var name) ? Optional.ofNullable(members.get(name)) : Optional.empty();
        }
        throw FunctionFailed.at(0, "collection must be a list, a map or a tuple");
    }

    private static Value index(Inputs in) {
        return find(in.value(0), in.value(1)).orElseThrow(() -> FunctionFailed.at(1, "there is no such element"));
    }

    private static Value indexOf(Inputs in) {
        List<Value> items = in.ordered(0);
        if (items.isEmpty()) throw FunctionFailed.at(0, "cannot search an empty list");
        int at = items.indexOf(in.value(1));
        if (at < 0) throw new FunctionFailed("item not found");
        return Value.of(at);
    }

    private static Value length(Inputs in) {
        return switch (in.value(0)) {
            case Value.Items(var _, var items) -> Value.of(items.size());
            case Value.Members(var shape, var members) when shape == Value.Shape.MAP -> Value.of(members.size());
            case Value.Members _, Value.Text _, Value.Figure _, Value.Flag _, Value.Null _ ->
                throw FunctionFailed.at(0, "collection must be a list, a map or a tuple");
        };
    }

    private static Value range(Inputs in) {
        if (in.size() < 1 || in.size() > 3) throw new FunctionFailed("takes one, two or three numbers");
        Decimal start = in.size() == 1 ? Decimal.of(0) : in.number(0);
        Decimal end = in.number(in.size() == 1 ? 0 : 1);
        boolean down = end.compareTo(start) < 0;
        Decimal step = in.size() == 3 ? in.number(2) : Decimal.of(down ? -1 : 1);
        if (step.sign() == 0) throw FunctionFailed.at(2, "step must not be zero");
        if (down != step.sign() < 0 && !start.equals(end)) throw FunctionFailed.at(2, down
                ? "step must be negative when the end is below the start"
                        : "step must be positive when the end is above the start");
        var numbers = new ArrayList<Value>();
        for (Decimal at = start; down ? at.compareTo(end) > 0 : at.compareTo(end) < 0; at = at.plus(step)) {
            numbers.add(Value.of(at));
            Inputs.bounded(numbers.size());
        }
        return Value.list(numbers);
    }

    private static Value slice(Inputs in) {
        List<Value> items = in.ordered(0);
        int start = in.integer(1);
        int end = in.integer(2);
        if (start < 0) throw FunctionFailed.at(1, "start index must not be less than zero");
        if (end > items.size()) throw FunctionFailed.at(2, "end index must not be greater than the length of the list");
        if (start > end) throw FunctionFailed.at(1, "start index must not be greater than end index");
        return sameForm(in.value(0), items.subList(start, end));
    }

    private static Value sort(Inputs in) {
        var texts = new ArrayList<String>();
        for (Value item : in.items(0)) {
            if (!(item instanceof Value.Text(var text))) throw FunctionFailed.at(0, "an element is null");
            texts.add(text);
        }
        texts.sort(Value.ORDER);
        return Value.texts(texts);
    }
}
