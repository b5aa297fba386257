package slipway.bake.evaluate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import slipway.bake.hcl.Expression;

/// Types as they are written: `string`, `list(number)`, `object({a = string, b = optional(bool)})`.
public final class TypeExpressions {

    private TypeExpressions() {}

    /// @throws slipway.diagnostics.SlipwayException.BadInput when it is not a type
    public static Type read(Expression expression) {
        if (expression instanceof Expression.Variable(var name, var _)) return plain(name, expression);
        if (expression instanceof Expression.Call call) return parametrised(call);
        if (expression instanceof Expression.Wrapped(var inner, var _)) return read(inner);
        throw wrong(expression);
    }

    private static Type plain(String name, Expression expression) {
        return switch (name) {
            case "string" -> Type.TEXT;
            case "number" -> Type.NUMBER;
            case "bool" -> Type.FLAG;
            case "any" -> Type.ANY;
            case "list", "set", "map", "tuple", "object" -> throw Evaluator.refuse(expression.location(),
                    "the type " + name + " needs an argument", "such as list(string)");
            default -> throw wrong(expression);
        };
    }

    private static Type parametrised(Expression.Call call) {
        if (call.arguments().size() != 1) throw Evaluator.refuse(call.location(), "a type has one argument");
        Expression argument = call.arguments().getFirst();
        return switch (call.name()) {
            case "list" -> new Type.ListOf(read(argument));
            case "set" -> new Type.SetOf(read(argument));
            case "map" -> new Type.MapOf(read(argument));
            case "tuple" -> new Type.TupleOf(elements(argument));
            case "object" -> object(argument);
            default -> throw wrong(call);
        };
    }

    private static List<Type> elements(Expression argument) {
        if (!(argument instanceof Expression.TupleLiteral(var items, var _))) {
            throw Evaluator.refuse(argument.location(), "a list of types is expected", "such as tuple([string, number])");
        }
        var types = new ArrayList<Type>();
        for (Expression item : items) types.add(read(item));
        return types;
    }

    private static Type object(Expression argument) {
        if (!(argument instanceof Expression.ObjectLiteral(var members, var _))) {
            throw Evaluator.refuse(argument.location(), "the attributes with their types are expected",
                    "such as object({name = string})");
        }
        var attributes = new TreeMap<String, Type>(Value.ORDER);
        var optional = new HashSet<String>();
        for (Expression.Member member : members) {
            if (!(member.key() instanceof Expression.TextLiteral(var name, var _))) {
                throw Evaluator.refuse(member.key().location(), "the name of an attribute is expected");
            }
            boolean isOptional = member.value() instanceof Expression.Call call && call.name().equals("optional")
                    && call.arguments().size() == 1;
            if (isOptional) optional.add(name);
            attributes.put(name, read(isOptional ? ((Expression.Call) member.value()).arguments().getFirst()
                    : member.value()));
        }
        return new Type.ObjectOf(attributes, optional);
    }

    private static slipway.diagnostics.SlipwayException.BadInput wrong(Expression expression) {
        return Evaluator.refuse(expression.location(), "this is not a type",
                "types are string, number, bool, any, list(…), set(…), map(…), tuple([…]) and object({…})");
    }
}
