package slipway.bake.hcl;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import slipway.bake.hcl.Expression.TemplatePart;

/// The expressions that an expression is made of.
public final class Children {

    private Children() {}

    /// The parts of an expression, not those of its parts.
    public static List<Expression> of(Expression expression) {
        return switch (expression) {
            case Expression.NumberLiteral _, Expression.BooleanLiteral _, Expression.NullLiteral _,
                    Expression.TextLiteral _, Expression.Variable _, Expression.Element _ -> List.of();
            case Expression.Template(var parts, var _) -> parts(parts);
            case Expression.Wrapped(var value, var _) -> List.of(value);
            case Expression.GetAttribute(var of, var _, var _) -> List.of(of);
            case Expression.Index(var of, var key, var _) -> List.of(of, key);
            case Expression.Splat(var of, var each, var _) -> List.of(of, each);
            case Expression.Call call -> call.arguments();
            case Expression.Unary(var _, var operand, var _) -> List.of(operand);
            case Expression.Binary(var _, var left, var right, var _) -> List.of(left, right);
            case Expression.Conditional(var condition, var yes, var no, var _) -> List.of(condition, yes, no);
            case Expression.TupleLiteral(var items, var _) -> items;
            case Expression.ObjectLiteral(var members, var _) ->
                members.stream().flatMap(member -> Stream.of(member.key(), member.value())).toList();
            case Expression.For repetition -> {
                var children = new ArrayList<>(List.of(repetition.collection(), repetition.result()));
                repetition.resultKey().ifPresent(children::add);
                repetition.condition().ifPresent(children::add);
                yield children;
            }
        };
    }

    /// The functions that an expression calls, in itself and in its parts.
    public static List<Expression.Call> calls(Expression expression) {
        var calls = new ArrayList<Expression.Call>();
        if (expression instanceof Expression.Call call) calls.add(call);
        for (Expression child : of(expression)) calls.addAll(calls(child));
        return calls;
    }

    private static List<Expression> parts(List<TemplatePart> parts) {
        var children = new ArrayList<Expression>();
        for (TemplatePart part : parts) {
            switch (part) {
                case TemplatePart.Text _ -> {}
                case TemplatePart.Interpolation(var value) -> children.add(value);
                case TemplatePart.If(var condition, var yes, var no) -> {
                    children.add(condition);
                    children.addAll(parts(yes));
                    children.addAll(parts(no));
                }
                case TemplatePart.Repeat(var _, var _, var collection, var body) -> {
                    children.add(collection);
                    children.addAll(parts(body));
                }
            }
        }
        return children;
    }
}
