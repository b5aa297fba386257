package slipway.dockerfile.parse;

import java.util.Map;
import slipway.dockerfile.Command;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.lex.FlagKind;

/// `SHELL ["program", "argument"…]`: JSON only.
final class ShellParser implements InstructionParser {

    @Override
    public String name() {
        return "SHELL";
    }

    @Override
    public String usage() {
        return "SHELL [\"/bin/bash\", \"-c\"]";
    }

    @Override
    public Map<String, FlagKind> flags() {
        return UnsetReader.FLAGS;
    }

    @Override
    public Instruction parse(Parts parts) {
        return UnsetReader.single(parts, Instruction.Setting.SHELL).orElseGet(() -> set(parts));
    }

    private static Instruction set(Parts parts) {
        if (parts.arguments().isEmpty()) throw parts.noArguments();
        Command.ExecForm shell = parts.json().orElseThrow(() -> parts.arguments()
                .error("SHELL needs a JSON array", "write for example SHELL [\"/bin/bash\", \"-c\"]"));
        if (shell.arguments().isEmpty()) throw parts.noArguments();
        return new Instruction.Shell(parts.head(), shell);
    }
}
