package slipway.dockerfile.parse;

import slipway.dockerfile.Instruction;

/// `WORKDIR path`: spaces are part of the path.
final class WorkdirParser implements InstructionParser {

    @Override
    public String name() {
        return "WORKDIR";
    }

    @Override
    public String usage() {
        return "WORKDIR /path";
    }

    @Override
    public Instruction parse(Parts parts) {
        return new Instruction.Workdir(parts.head(), parts.onlyArgument());
    }
}
