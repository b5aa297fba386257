package slipway.bake.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import slipway.bake.hcl.Expression;
import slipway.bake.hcl.Expression.Operator;
import slipway.diagnostics.Location;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// Evaluates expressions.
///
/// All errors are [SlipwayException.BadInput] at the part of the expression that is to blame.
public final class Evaluator {

    private Evaluator() {}

    public static Value evaluate(Expression expression, Scope scope) {
        scope.effort().spend(1, expression.location());
        scope.effort().enter(expression.location());
        try {
            return value(expression, scope);
        } finally {
            scope.effort().leave();
        }
    }

    /// The value as another type, or an error at the expression.
    public static Value evaluate(Expression expression, Scope scope, Type type) {
        return convert(evaluate(expression, scope), type, expression.location());
    }

    private static Value value(Expression expression, Scope scope) {
        return switch (expression) {
            case Expression.NumberLiteral(var value, var location) -> number(value, location);
            case Expression.BooleanLiteral(var value, var _) -> Value.of(value);
            case Expression.NullLiteral _ -> Value.NULL;
            case Expression.TextLiteral(var text, var _) -> Value.of(text);
            case Expression.Template(var parts, var location) -> Templates.text(parts, scope, location);
            case Expression.Wrapped(var inner, var _) -> evaluate(inner, scope);
            case Expression.Variable variable -> variable(variable, scope);
            case Expression.Element(var location) -> scope.local(Splats.ELEMENT)
                    .orElseThrow(() -> new IllegalStateException("an element outside of a splat at " + location));
            case Expression.GetAttribute get -> attribute(get, scope);
            case Expression.Index(var of, var key, var location) ->
                Access.index(evaluate(of, scope), evaluate(key, scope), location);
            case Expression.Splat splat -> Splats.splat(splat, scope);
            case Expression.Call call -> Calls.call(call, scope);
            case Expression.Unary(var operator, var operand, var _) -> unary(operator, operand, scope);
            case Expression.Binary binary -> binary(binary, scope);
            case Expression.Conditional conditional -> conditional(conditional, scope);
            case Expression.TupleLiteral(var items, var _) -> {
                var values = new ArrayList<Value>();
                for (Expression item : items) values.add(evaluate(item, scope));
                yield Value.tuple(values);
            }
            case Expression.ObjectLiteral(var members, var _) -> object(members, scope);
            case Expression.For repetition -> Splats.repeat(repetition, scope);
        };
    }

    private static Value number(java.math.BigDecimal value, Location location) {
        try {
            return Value.of(Decimal.of(value));
        } catch (FunctionFailed e) {
            throw refuse(location, e.getMessage());
        }
    }

    private static Value variable(Expression.Variable variable, Scope scope) {
        Optional<Value> local = scope.local(variable.name());
        if (local.isPresent()) return local.get();
        if (scope.names().isBlockType(variable.name())) throw refuse(variable.location(), "cannot access " + variable.name()
                + " as a variable", "name one: " + variable.name() + ".NAME.ATTRIBUTE");
        return scope.names().variable(variable.name(), variable.location());
    }

    /// `target.name` and `target.name.attribute` are evaluated as far as needed; everything else first, then asked.
    private static Value attribute(Expression.GetAttribute get, Scope scope) {
        if (get.of() instanceof Expression.Variable(var root, var _) && isBlock(root, scope)) {
            return scope.names().block(root, get.name(), get.location());
        }
        if (get.of() instanceof Expression.GetAttribute(Expression.Variable(var root, var _), var name, var _)
                && isBlock(root, scope)) {
            return scope.names().attribute(root, name, get.name(), get.location());
        }
        return Access.attribute(evaluate(get.of(), scope), get.name(), get.location());
    }

    private static boolean isBlock(String root, Scope scope) {
        return scope.names().isBlockType(root) && scope.local(root).isEmpty();
    }

    private static Value unary(Operator operator, Expression operand, Scope scope) {
        if (operator == Operator.NOT) return Value.of(!flag(operand, scope));
        return Value.of(figure(operand, scope).negated());
    }

    private static Value binary(Expression.Binary binary, Scope scope) {
        Expression left = binary.left();
        Expression right = binary.right();
        try {
            return switch (binary.operator()) {
                case OR -> Value.of(flag(left, scope) | flag(right, scope));
                case AND -> Value.of(flag(left, scope) & flag(right, scope));
                case EQUAL -> Value.of(evaluate(left, scope).equals(evaluate(right, scope)));
                case NOT_EQUAL -> Value.of(!evaluate(left, scope).equals(evaluate(right, scope)));
                case GREATER_OR_EQUAL -> Value.of(compare(left, right, scope) >= 0);
                case LESS_OR_EQUAL -> Value.of(compare(left, right, scope) <= 0);
                case GREATER -> Value.of(compare(left, right, scope) > 0);
                case LESS -> Value.of(compare(left, right, scope) < 0);
                case ADD -> Value.of(figure(left, scope).plus(figure(right, scope)));
                case SUBTRACT -> Value.of(figure(left, scope).minus(figure(right, scope)));
                case MULTIPLY -> Value.of(figure(left, scope).times(figure(right, scope)));
                case DIVIDE -> Value.of(figure(left, scope).by(figure(right, scope)));
                case MODULO -> Value.of(figure(left, scope).modulo(figure(right, scope)));
                case NEGATE, NOT -> throw new IllegalStateException(binary.operator() + " has one operand");
            };
        } catch (FunctionFailed e) {
            throw refuse(binary.location(), e.getMessage());
        }
    }

    private static int compare(Expression left, Expression right, Scope scope) {
        return figure(left, scope).compareTo(figure(right, scope));
    }

    static boolean flag(Expression expression, Scope scope) {
        return evaluate(expression, scope, Type.FLAG) instanceof Value.Flag(var value) ? value
                : refused(expression, "bool required, but this is null");
    }

    private static Decimal figure(Expression expression, Scope scope) {
        return evaluate(expression, scope, Type.NUMBER) instanceof Value.Figure(var number) ? number
                : refused(expression, "number required, but this is null");
    }

    private static <T> T refused(Expression expression, String message) {
        throw refuse(expression.location(), message);
    }

    /// Both results are evaluated, since the type of the whole is the one they have in common; an error counts only in the
    /// one that is chosen.
    private static Value conditional(Expression.Conditional conditional, Scope scope) {
        boolean condition = flag(conditional.condition(), scope);
        Expression other = condition ? conditional.no() : conditional.yes();
        Value chosen = evaluate(condition ? conditional.yes() : conditional.no(), scope);
        Optional<Type> otherType = typeOf(other, scope);
        if (otherType.isEmpty()) return chosen;
        Type common = Conversion.unify(List.of(Type.of(chosen), otherType.get()))
                .orElseThrow(() -> refuse(conditional.location(), "the two results of this condition have no type in common",
                        "one is " + Type.of(chosen).shown() + ", the other " + otherType.get().shown()));
        return convert(chosen, common, conditional.location());
    }

    private static Optional<Type> typeOf(Expression expression, Scope scope) {
        try {
            return Optional.of(Type.of(evaluate(expression, scope)));
        } catch (SlipwayException.BadInput notTaken) {
            return Optional.empty();
        }
    }

    private static Value object(List<Expression.Member> members, Scope scope) {
        var values = new TreeMap<String, Value>(Value.ORDER);
        for (Expression.Member member : members) {
            Value key = evaluate(member.key(), scope, Type.TEXT);
            if (!(key instanceof Value.Text(var name))) throw refuse(member.key().location(), "a key cannot be null");
            values.put(name, evaluate(member.value(), scope));
        }
        return Value.object(values);
    }

    static Value convert(Value value, Type type, Location place) {
        try {
            return Conversion.convert(value, type);
        } catch (FunctionFailed e) {
            throw refuse(place, e.getMessage());
        }
    }

    static SlipwayException.BadInput refuse(Location place, String message) {
        return new SlipwayException.BadInput(Problem.at(place.source(), place.span(), message));
    }

    static SlipwayException.BadInput refuse(Location place, String message, String hint) {
        return new SlipwayException.BadInput(Problem.at(place.source(), place.span(), message).hint(hint));
    }
}
