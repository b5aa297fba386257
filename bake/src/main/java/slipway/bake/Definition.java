package slipway.bake;

import java.util.List;
import slipway.diagnostics.Problem;

/// What files define, merged: nothing is inherited yet.
///
/// @param warnings what is probably not meant so
public record Definition(List<Group> groups, List<Draft> targets, List<Variable> variables, List<Problem> warnings) {

    static final Definition EMPTY = new Definition(List.of(), List.of(), List.of(), List.of());

    public Definition {
        groups = List.copyOf(groups);
        targets = List.copyOf(targets);
        variables = List.copyOf(variables);
        warnings = List.copyOf(warnings);
    }
}
