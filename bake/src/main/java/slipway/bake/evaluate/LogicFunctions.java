package slipway.bake.evaluate;

import java.util.List;
import java.util.Optional;

/// Functions that decide: comparisons and logic, and the first of several that is there.
final class LogicFunctions {

    static final List<Function> ALL = List.of(
            Function.of("and", "a:bool, b:bool", in -> Value.of(in.flag(0) && in.flag(1))),
            Function.of("coalesce", "vals:any?...", LogicFunctions::coalesce),
            Function.of("equal", "a:any?, b:any?", in -> Value.of(in.value(0).equals(in.value(1)))),
            Function.of("greaterthan", "a:number, b:number", in -> Value.of(compare(in) > 0)),
            Function.of("greaterthanorequalto", "a:number, b:number", in -> Value.of(compare(in) >= 0)),
            Function.of("lessthan", "a:number, b:number", in -> Value.of(compare(in) < 0)),
            Function.of("lessthanorequalto", "a:number, b:number", in -> Value.of(compare(in) <= 0)),
            Function.of("not", "val:bool", in -> Value.of(!in.flag(0))),
            Function.of("notequal", "a:any?, b:any?", in -> Value.of(!in.value(0).equals(in.value(1)))),
            Function.of("or", "a:bool, b:bool", in -> Value.of(in.flag(0) || in.flag(1))),
            Function.of("semvercmp", "version:string, constraint:string", in ->
                    Value.of(Versions.satisfies(in.text(0), in.text(1)))));

    private LogicFunctions() {}

    private static int compare(Inputs in) {
        return in.number(0).compareTo(in.number(1));
    }

    private static Value coalesce(Inputs in) {
        Optional<Type> common = Conversion.unify(in.values().stream().map(Type::of).toList());
        if (common.isEmpty()) throw new FunctionFailed("all arguments must have the same type");
        return in.values().stream().filter(value -> !value.isNull()).findFirst()
                .map(value -> Conversion.convert(value, common.get()))
                .orElseThrow(() -> new FunctionFailed("no non-null arguments"));
    }
}
