package slipway.bake.evaluate;

import java.util.List;
import slipway.bake.hcl.Expression;
import slipway.bake.hcl.Expression.TemplatePart;
import slipway.diagnostics.Location;

/// Fills in templates.
final class Templates {

    private Templates() {}

    static Value text(List<TemplatePart> parts, Scope scope, Location place) {
        var text = new StringBuilder();
        write(parts, scope, text, place);
        return Value.of(text.toString());
    }

    private static void write(List<TemplatePart> parts, Scope scope, StringBuilder text, Location place) {
        for (TemplatePart part : parts) {
            scope.effort().spend(1, place);
            switch (part) {
                case TemplatePart.Text(var plain) -> append(text, plain, place);
                case TemplatePart.Interpolation(var expression) -> append(text, text(expression, scope), place);
                case TemplatePart.If(var condition, var yes, var no) ->
                    write(Evaluator.flag(condition, scope) ? yes : no, scope, text, place);
                case TemplatePart.Repeat(var key, var name, var collection, var body) -> {
                    Value values = Evaluator.evaluate(collection, scope);
                    for (Splats.Pair pair : Splats.pairs(values, collection.location())) {
                        write(body, scope.with(Splats.names(key, name, pair)), text, place);
                    }
                }
            }
        }
    }

    private static void append(StringBuilder text, String more, Location place) {
        try {
            Inputs.boundedLength((long) text.length() + more.length());
        } catch (FunctionFailed e) {
            throw Evaluator.refuse(place, e.getMessage());
        }
        text.append(more);
    }

    private static String text(Expression expression, Scope scope) {
        Value value = Evaluator.evaluate(expression, scope);
        return switch (value) {
            case Value.Null _ -> throw Evaluator.refuse(expression.location(), "null cannot be part of a string");
            case Value.Items _, Value.Members _ -> throw Evaluator.refuse(expression.location(),
                    Shown.kind(value) + " cannot be part of a string", "join(\", \", …) and jsonencode(…) make strings");
            case Value.Text _, Value.Figure _, Value.Flag _ ->
                Conversion.convert(value, Type.TEXT) instanceof Value.Text(var text) ? text : "";
        };
    }
}
