package slipway.build.plan;

import java.util.List;
import java.util.Optional;
import slipway.dockerfile.Instruction;

/// `SHELL`: what runs commands that are one text.
final class ShellPlanner {

    private ShellPlanner() {}

    static void plan(Instruction.Shell instruction, StageState state) {
        List<String> words = instruction.shell().strings();
        state.shell = Optional.of(words);
        state.remember("SHELL " + GoNotation.plainList(words));
    }
}
