package slipway.build.plan;

import java.util.List;
import java.util.Optional;
import slipway.dockerfile.Instruction;

/// `ENTRYPOINT`: the program of the container. An inherited command belonged to another program and goes.
final class EntrypointPlanner {

    private EntrypointPlanner() {}

    static void plan(Instruction.Entrypoint entrypoint, StageState state) {
        List<String> words = CmdPlanner.words(entrypoint.command(), state);
        state.entrypoint = Optional.of(words);
        if (!state.commandIsOwn) state.command = Optional.empty();
        state.remember("ENTRYPOINT " + GoNotation.quotedList(words));
    }
}
