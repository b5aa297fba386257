package slipway.bake.evaluate;

import java.util.Collection;
import slipway.diagnostics.Location;
import slipway.diagnostics.Suggestion;

/// What `.name` and `[key]` find in a value.
final class Access {

    private Access() {}

    static Value attribute(Value of, String name, Location place) {
        return switch (of) {
            case Value.Members(var _, var members) -> {
                Value found = members.get(name);
                if (found == null) throw Evaluator.refuse(place, "there is no attribute " + name,
                        known(name, members.keySet()));
                yield found;
            }
            case Value.Null _ -> throw Evaluator.refuse(place, "null has no attributes", "where does it come from?");
            case Value.Items _ -> throw Evaluator.refuse(place, "a list has no attributes",
                    "write [0]." + name + " for its first element, or [*]." + name + " for all");
            case Value.Text _, Value.Figure _, Value.Flag _ ->
                throw Evaluator.refuse(place, Shown.kind(of) + " has no attributes");
        };
    }

    static Value index(Value of, Value key, Location place) {
        return switch (of) {
            case Value.Items(var form, var items) -> {
                if (form == Value.Form.SET) throw Evaluator.refuse(place, "elements of a set have no number");
                Value number = Evaluator.convert(key, Type.NUMBER, place);
                int at = number instanceof Value.Figure(var figure) ? figure.toInt().orElse(-1) : -1;
                if (at < 0 || at >= items.size()) throw Evaluator.refuse(place, "there is no such element",
                        "there are " + items.size() + ", counted from 0");
                yield items.get(at);
            }
            case Value.Members _ when Evaluator.convert(key, Type.TEXT, place) instanceof Value.Text(var name) ->
                attribute(of, name, place);
            case Value.Members _ -> throw Evaluator.refuse(place, "a key cannot be null");
            case Value.Null _, Value.Text _, Value.Figure _, Value.Flag _ ->
                throw Evaluator.refuse(place, Shown.kind(of) + " has no elements");
        };
    }

    static String known(String name, Collection<String> names) {
        return Suggestion.didYouMean(name, names).orElseGet(() -> names.isEmpty() ? "there are none"
                : "there are " + String.join(", ", names.stream().limit(10).toList()) + (names.size() > 10 ? ", …" : ""));
    }
}
