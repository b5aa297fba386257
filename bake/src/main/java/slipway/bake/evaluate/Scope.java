package slipway.bake.evaluate;

import java.util.Map;
import java.util.Optional;

/// What names mean at one place of an expression: those that `for`, a matrix or a function's parameters declare, then those
/// of the file.
public final class Scope {

    private final Names names;
    private final Optional<Scope> outer;
    private final Map<String, Value> own;
    private final Effort effort;

    private Scope(Names names, Optional<Scope> outer, Map<String, Value> own, Effort effort) {
        this.names = names;
        this.outer = outer;
        this.own = Map.copyOf(own);
        this.effort = effort;
    }

    /// A scope that has the names of a file.
    public static Scope of(Names names, Effort effort) {
        return new Scope(names, Optional.empty(), Map.of(), effort);
    }

    /// A scope inside this one that knows more.
    public Scope with(Map<String, Value> more) {
        return new Scope(names, Optional.of(this), more, effort);
    }

    Optional<Value> local(String name) {
        Value value = own.get(name);
        return value != null ? Optional.of(value) : outer.flatMap(scope -> scope.local(name));
    }

    Names names() {
        return names;
    }

    Effort effort() {
        return effort;
    }
}
