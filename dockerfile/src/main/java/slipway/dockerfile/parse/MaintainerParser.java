package slipway.dockerfile.parse;

import slipway.dockerfile.Instruction;

/// `MAINTAINER name`, which `LABEL` replaced.
final class MaintainerParser implements InstructionParser {

    @Override
    public String name() {
        return "MAINTAINER";
    }

    @Override
    public String usage() {
        return "MAINTAINER name";
    }

    @Override
    public Instruction parse(Parts parts) {
        return new Instruction.Maintainer(parts.head(), parts.onlyArgument());
    }
}
