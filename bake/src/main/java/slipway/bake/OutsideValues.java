package slipway.bake;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import slipway.bake.evaluate.Conversion;
import slipway.bake.evaluate.Csv;
import slipway.bake.evaluate.Decimal;
import slipway.bake.evaluate.FunctionFailed;
import slipway.bake.evaluate.JsonValues;
import slipway.bake.evaluate.Type;
import slipway.bake.evaluate.Value;

/// Values of variables that come from the environment or an option.
final class OutsideValues {

    private OutsideValues() {}

    static Value fromJson(String json, Type type) {
        return Conversion.convert(JsonValues.read(json), type);
    }

    /// Lists are the fields of a record of CSV; in those of a map, a colon is between name and value.
    static Value fromText(String name, String text, Type type) {
        return switch (type) {
            case Type.Primitive primitive -> single(name, text, primitive);
            case Type.Any _ -> Value.of(text);
            case Type.ListOf(var element) -> Value.list(elements(name, text, element));
            case Type.SetOf(var element) -> Value.set(elements(name, text, element));
            case Type.MapOf(var element) -> map(name, text, element);
            case Type.TupleOf(var elements) when elements.stream().allMatch(Type.Primitive.class::isInstance) ->
                tuple(name, text, elements);
            case Type.TupleOf _, Type.ObjectOf _ -> throw unsupported(name, type);
        };
    }

    private static FunctionFailed unsupported(String name, Type type) {
        return new FunctionFailed("a value of type " + type.shown() + " is given as JSON, in " + name + "_JSON");
    }

    private static Value single(String name, String text, Type.Primitive type) {
        return switch (type) {
            case STRING -> Value.of(text);
            case NUMBER -> Value.of(Decimal.parse(text)
                    .orElseThrow(() -> new FunctionFailed("not a number: " + (text.isEmpty() ? "it is empty" : text))));
            case BOOL -> Value.of(Flags.parse("it", text));
        };
    }

    private static Value element(String name, String text, Type type, Type whole) {
        if (type instanceof Type.Primitive primitive) return single(name, text, primitive);
        if (type instanceof Type.Any) return Value.of(text);
        throw unsupported(name, whole);
    }

    private static List<Value> elements(String name, String text, Type element) {
        var elements = new ArrayList<Value>();
        for (String field : fields(text)) elements.add(element(name, field, element, new Type.ListOf(element)));
        return elements;
    }

    private static Value map(String name, String text, Type element) {
        var map = new TreeMap<String, Value>(Value.ORDER);
        for (String field : fields(text)) {
            int colon = field.indexOf(':');
            if (colon < 0) throw new FunctionFailed(field + " is not a name and a value; write NAME:VALUE,…");
            map.put(field.substring(0, colon), element(name, field.substring(colon + 1), element, new Type.MapOf(element)));
        }
        return Value.map(map);
    }

    private static Value tuple(String name, String text, List<Type> types) {
        List<String> fields = fields(text);
        if (fields.size() != types.size()) {
            throw new FunctionFailed(types.size() + " elements are expected, there are " + fields.size());
        }
        var values = new ArrayList<Value>();
        for (int i = 0; i < fields.size(); i++) values.add(single(name, fields.get(i), (Type.Primitive) types.get(i)));
        return Value.tuple(values);
    }

    private static List<String> fields(String text) {
        if (text.isEmpty()) throw new FunctionFailed("it is empty");
        return Csv.fields(text);
    }
}
