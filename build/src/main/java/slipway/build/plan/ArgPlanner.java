package slipway.build.plan;

import java.util.Optional;
import slipway.dockerfile.Instruction;

/// `ARG`: a variable that the build is given, not the image.
final class ArgPlanner {

    private ArgPlanner() {}

    static void plan(Instruction.Arg arg, StageState state) {
        var history = new StringBuilder("ARG");
        for (Instruction.Declaration declaration : arg.declarations()) {
            String name = declaration.name().text();
            Optional<String> value = state.planning.argument(name)
                    .or(() -> declaration.defaultValue().map(state::text))
                    .or(() -> state.planning.globalArgument(name));
            state.variables.declare(name, value);
            history.append(' ').append(name);
            value.ifPresent(text -> history.append('=').append(text));
        }
        state.remember(history.toString());
    }
}
