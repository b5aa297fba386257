package slipway.build.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.dockerfile.Command;
import slipway.dockerfile.Instruction;

/// `CMD`: what the container runs, or the arguments of what it runs.
final class CmdPlanner {

    private CmdPlanner() {}

    static void plan(Instruction.Cmd cmd, StageState state) {
        List<String> words = words(cmd.command(), state);
        state.command = Optional.of(words);
        state.commandIsOwn = true;
        state.commandIsEscaped = true;
        state.remember("CMD " + GoNotation.quotedList(words));
    }

    /// The words to run: as written, or a shell and the text.
    static List<String> words(Command command, StageState state) {
        return switch (command) {
            case Command.ExecForm form -> form.strings();
            case Command.ShellForm(var text) -> {
                var words = new ArrayList<>(state.shellOrDefault());
                words.add(text.text());
                yield words;
            }
        };
    }
}
