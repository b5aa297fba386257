package slipway.bake.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.bake.hcl.Expression;
import slipway.bake.hcl.Expression.Grouping;
import slipway.diagnostics.Location;

/// What is done for each element: splats, and `for` in brackets and braces.
final class Splats {

    /// Under which the element of a splat is known; no identifier is written so.
    static final String ELEMENT = "*";

    private Splats() {}

    /// A key and a value of a collection.
    record Pair(Value key, Value value) {}

    static Value splat(Expression.Splat splat, Scope scope) {
        Value of = Evaluator.evaluate(splat.of(), scope);
        List<Value> elements = of instanceof Value.Items(var _, var items) ? items : of.isNull() ? List.of() : List.of(of);
        var results = new ArrayList<Value>();
        for (Value element : elements) results.add(Evaluator.evaluate(splat.each(), scope.with(Map.of(ELEMENT, element))));
        return Value.tuple(results);
    }

    static Value repeat(Expression.For repetition, Scope scope) {
        return repetition.resultKey().isPresent() ? object(repetition, scope) : tuple(repetition, scope);
    }

    private static Value tuple(Expression.For repetition, Scope scope) {
        var results = new ArrayList<Value>();
        for (Scope inner : scopes(repetition, scope)) results.add(Evaluator.evaluate(repetition.result(), inner));
        return Value.tuple(results);
    }

    private static Value object(Expression.For repetition, Scope scope) {
        Expression keyExpression = repetition.resultKey().orElseThrow();
        var results = new TreeMap<String, List<Value>>(Value.ORDER);
        for (Scope inner : scopes(repetition, scope)) {
            if (!(Evaluator.evaluate(keyExpression, inner, Type.TEXT) instanceof Value.Text(var key))) {
                throw Evaluator.refuse(keyExpression.location(), "a key cannot be null");
            }
            List<Value> values = results.computeIfAbsent(key, _ -> new ArrayList<>());
            values.add(Evaluator.evaluate(repetition.result(), inner));
            if (values.size() > 1 && repetition.grouping() == Grouping.NONE) {
                throw Evaluator.refuse(keyExpression.location(), "the key " + key + " comes twice",
                        "write ... after the value to gather values with the same key");
            }
        }
        var members = new TreeMap<String, Value>(Value.ORDER);
        results.forEach((key, values) ->
                members.put(key, repetition.grouping() == Grouping.NONE ? values.getFirst() : Value.tuple(values)));
        return Value.object(members);
    }

    private static List<Scope> scopes(Expression.For repetition, Scope scope) {
        Value collection = Evaluator.evaluate(repetition.collection(), scope);
        var scopes = new ArrayList<Scope>();
        for (Pair pair : pairs(collection, repetition.collection().location())) {
            Scope inner = scope.with(names(repetition.keyName(), repetition.valueName(), pair));
            if (repetition.condition().isEmpty() || Evaluator.flag(repetition.condition().get(), inner)) scopes.add(inner);
        }
        return scopes;
    }

    static Map<String, Value> names(Optional<String> keyName, String valueName, Pair pair) {
        var names = new LinkedHashMap<String, Value>();
        keyName.ifPresent(name -> names.put(name, pair.key()));
        names.put(valueName, pair.value());
        return names;
    }

    /// The elements of a collection: of a list by number, of a set by themselves, of an object by name.
    static List<Pair> pairs(Value collection, Location place) {
        var pairs = new ArrayList<Pair>();
        switch (collection) {
            case Value.Items(var form, var items) -> {
                for (Value item : items) pairs.add(new Pair(form == Value.Form.SET ? item : Value.of(pairs.size()), item));
            }
            case Value.Members(var _, var members) -> members.forEach((key, value) ->
                    pairs.add(new Pair(Value.of(key), value)));
            case Value.Null _, Value.Text _, Value.Figure _, Value.Flag _ ->
                throw Evaluator.refuse(place, Shown.kind(collection) + " has no elements to go through",
                        "a list or an object is needed here");
        }
        return pairs;
    }
}
