package slipway.bake.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Functions of maps and objects.
final class MapFunctions {

    static final List<Function> ALL = List.of(
            Function.of("keys", "inputMap:any", in -> Value.texts(in.members(0).keySet())),
            Function.of("lookup", "inputMap:any, key:string, default:any", MapFunctions::lookup),
            Function.of("merge", "maps:any?...", MapFunctions::merge),
            Function.of("values", "mapping:any", in -> {
                List<Value> values = List.copyOf(in.members(0).values());
                return in.value(0) instanceof Value.Members(var shape, var _) && shape == Value.Shape.MAP
                        ? Value.list(values)
                        : Value.tuple(values);
            }),
            Function.of("zipmap", "keys:strings, values:any", MapFunctions::zip));

    private MapFunctions() {}

    /// What is not there is the default, in a map as the type that its elements have.
    private static Value lookup(Inputs in) {
        Value found = in.members(0).get(in.text(1));
        Value standard = in.value(2);
        if (Type.of(in.value(0)) instanceof Type.MapOf(var element)) standard = Conversion.convert(standard, element);
        return found != null ? found : standard;
    }

    private static Value merge(Inputs in) {
        var merged = new TreeMap<String, Value>(Value.ORDER);
        boolean maps = true;
        for (int i = 0; i < in.size(); i++) {
            if (in.value(i).isNull()) continue;
            merged.putAll(in.members(i));
            maps &= in.value(i) instanceof Value.Members(var shape, var _) && shape == Value.Shape.MAP;
        }
        Optional<Type> common = maps ? Conversion.unify(merged.values().stream().map(Type::of).toList()) : Optional.empty();
        return common.isPresent() && !merged.isEmpty()
                ? Conversion.convert(Value.object(merged), new Type.MapOf(common.get())) : Value.object(merged);
    }

    private static Value zip(Inputs in) {
        List<Value> keys = in.items(0);
        List<Value> values = in.ordered(1);
        if (keys.size() != values.size()) {
            throw new FunctionFailed("there are " + keys.size() + " keys and " + values.size() + " values");
        }
        var zipped = new TreeMap<String, Value>(Value.ORDER);
        for (int i = 0; i < keys.size(); i++) {
            if (!(keys.get(i) instanceof Value.Text(var key))) throw FunctionFailed.at(0, "a key is null");
            zipped.put(key, values.get(i));
        }
        boolean list = in.value(1) instanceof Value.Items(var form, var _) && form == Value.Form.LIST;
        return list ? Value.map(zipped) : Value.object(zipped);
    }
}
