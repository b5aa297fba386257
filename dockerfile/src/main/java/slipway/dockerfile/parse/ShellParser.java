package slipway.dockerfile.parse;

import slipway.dockerfile.Command;
import slipway.dockerfile.Instruction;

/// `SHELL ["program", "argument"…]`: JSON only.
final class ShellParser implements InstructionParser {

    @Override
    public String name() {
        return "SHELL";
    }

    @Override
    public Instruction parse(Parts parts) {
        if (parts.arguments().isEmpty()) throw parts.noArguments();
        Command.ExecForm shell = parts.json().orElseThrow(() -> parts.arguments()
                .error("SHELL needs a JSON array", "write for example SHELL [\"/bin/bash\", \"-c\"]"));
        if (shell.arguments().isEmpty()) throw parts.noArguments();
        return new Instruction.Shell(parts.head(), shell);
    }
}
