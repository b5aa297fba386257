package slipway.bake.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.bake.evaluate.Function.Nulls;
import slipway.bake.evaluate.Function.Parameter;
import slipway.bake.hcl.Expression;
import slipway.diagnostics.Location;
import slipway.diagnostics.SlipwayException;

/// Calls functions: finds them, evaluates and converts arguments, and says which argument was wrong.
final class Calls {

    private Calls() {}

    static Value call(Expression.Call call, Scope scope) {
        return switch (call.name()) {
            case "try" -> attempt(call, scope);
            case "can" -> can(call, scope);
            case "convert" -> convert(call, scope);
            default -> invoke(function(call, scope), call, scope);
        };
    }

    private static Function function(Expression.Call call, Scope scope) {
        Optional<Function> found = scope.names().function(call.name(), call.nameLocation())
                .or(() -> Functions.named(call.name()));
        return found.orElseThrow(() -> Evaluator.refuse(call.nameLocation(), "there is no function " + call.name(),
                slipway.diagnostics.Suggestion.didYouMean(call.name(), Functions.names())
                        .orElse("docs/bake.md lists the functions")));
    }

    private static Value attempt(Expression.Call call, Scope scope) {
        Optional<SlipwayException.BadInput> last = Optional.empty();
        for (Expression argument : call.arguments()) {
            try {
                return Evaluator.evaluate(argument, scope);
            } catch (SlipwayException.BadInput e) {
                last = Optional.of(e);
            }
        }
        throw last.orElseGet(() -> Evaluator.refuse(call.location(), "try needs an argument"));
    }

    private static Value can(Expression.Call call, Scope scope) {
        count(call, 1);
        try {
            Evaluator.evaluate(call.arguments().getFirst(), scope);
            return Value.TRUE;
        } catch (SlipwayException.BadInput e) {
            return Value.FALSE;
        }
    }

    private static Value convert(Expression.Call call, Scope scope) {
        count(call, 2);
        return Evaluator.evaluate(call.arguments().getFirst(), scope, TypeExpressions.read(call.arguments().get(1)));
    }

    private static void count(Expression.Call call, int expected) {
        if (call.arguments().size() != expected) throw Evaluator.refuse(call.location(), call.name() + " takes " + expected
                + (expected == 1 ? " argument" : " arguments"));
    }

    private static Value invoke(Function function, Expression.Call call, Scope scope) {
        var values = new ArrayList<Value>();
        var places = new ArrayList<Location>();
        for (int i = 0; i < call.arguments().size(); i++) {
            Expression argument = call.arguments().get(i);
            Value value = Evaluator.evaluate(argument, scope);
            boolean spread = i == call.arguments().size() - 1 && call.spread() == Expression.Spread.LAST;
            for (Value one : spread ? spread(value, argument.location()) : List.of(value)) {
                values.add(one);
                places.add(argument.location());
            }
        }
        checkCount(function, values.size(), call, places);
        var converted = new ArrayList<Value>();
        for (int i = 0; i < values.size(); i++) {
            Parameter parameter = i < function.parameters().size() ? function.parameters().get(i)
                    : function.rest().orElseThrow();
            converted.add(argument(values.get(i), parameter, places.get(i), function.name()));
        }
        scope.effort().spend(cost(converted), call.location());
        try {
            return function.code().call(new Inputs(converted));
        } catch (FunctionFailed e) {
            Location place = e.argument().isPresent() ? places.get(e.argument().getAsInt()) : call.location();
            throw Evaluator.refuse(place, function.name() + ": " + e.getMessage());
        }
    }

    private static long cost(List<Value> values) {
        long cost = 1;
        for (Value value : values) {
            cost += switch (value) {
                case Value.Text(var text) -> text.length() / 100;
                case Value.Items(var _, var items) -> items.size();
                case Value.Members(var _, var members) -> members.size();
                case Value.Null _, Value.Figure _, Value.Flag _ -> 0;
            };
        }
        return cost;
    }

    private static List<Value> spread(Value value, Location place) {
        if (value instanceof Value.Items(var _, var items)) return items;
        throw Evaluator.refuse(place, "only a list can be spread with ..., this is " + Shown.kind(value));
    }

    private static void checkCount(Function function, int count, Expression.Call call, List<Location> places) {
        int least = function.parameters().size();
        if (count < least) throw Evaluator.refuse(call.location(), function.name() + " needs " + signature(function),
                "the argument " + function.parameters().get(count).name() + " is missing");
        if (count > least && function.rest().isEmpty()) throw Evaluator.refuse(places.get(least),
                function.name() + " takes no more than " + signature(function));
    }

    private static String signature(Function function) {
        return function.name() + "(" + String.join(", ", Stream.concat(function.parameters().stream().map(Parameter::name),
                function.rest().stream().map(rest -> rest.name() + "...")).toList()) + ")";
    }

    private static Value argument(Value value, Parameter parameter, Location place, String function) {
        if (value.isNull() && parameter.nulls() == Nulls.REFUSED) throw Evaluator.refuse(place,
                "the argument " + parameter.name() + " of " + function + " must not be null");
        try {
            return Conversion.convert(value, parameter.type());
        } catch (FunctionFailed e) {
            throw Evaluator.refuse(place, "the argument " + parameter.name() + " of " + function + ": " + e.getMessage());
        }
    }
}
