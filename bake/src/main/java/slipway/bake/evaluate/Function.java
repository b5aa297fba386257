package slipway.bake.evaluate;

import java.util.List;
import java.util.Optional;

/// A function: what it takes, and what it does.
///
/// @param rest what all arguments after the parameters are
public record Function(String name, List<Parameter> parameters, Optional<Parameter> rest, Code code) {

    public Function {
        parameters = List.copyOf(parameters);
    }

    /// An argument that is expected.
    public record Parameter(String name, Type type, Nulls nulls) {}

    /// Whether an argument may be null.
    public enum Nulls {
        REFUSED,
        ALLOWED
    }

    /// What a function does with arguments of its parameters' types.
    public interface Code {

        /// @throws FunctionFailed when it cannot
        Value call(Inputs inputs);
    }

    /// A function from its signature: `"separator:string, lists:any..."`. A `?` after a type allows null.
    static Function of(String name, String signature, Code code) {
        var parameters = new java.util.ArrayList<Parameter>();
        Optional<Parameter> rest = Optional.empty();
        for (String part : signature.isEmpty() ? new String[0] : signature.split(", ")) {
            String type = part.substring(part.indexOf(':') + 1);
            boolean variadic = type.endsWith("...");
            if (variadic) type = type.substring(0, type.length() - 3);
            boolean nullable = type.endsWith("?");
            if (nullable) type = type.substring(0, type.length() - 1);
            var parameter = new Parameter(part.substring(0, part.indexOf(':')), type(type), nullable ? Nulls.ALLOWED
                    : Nulls.REFUSED);
            if (variadic) rest = Optional.of(parameter);
            else parameters.add(parameter);
        }
        return new Function(name, parameters, rest, code);
    }

    private static Type type(String name) {
        return switch (name) {
            case "string" -> Type.TEXT;
            case "number" -> Type.NUMBER;
            case "bool" -> Type.FLAG;
            case "any" -> Type.ANY;
            case "strings" -> Type.TEXTS;
            case "list" -> new Type.ListOf(Type.ANY);
            case "set" -> new Type.SetOf(Type.ANY);
            case "map" -> new Type.MapOf(Type.ANY);
            default -> throw new IllegalArgumentException("no type " + name);
        };
    }
}
