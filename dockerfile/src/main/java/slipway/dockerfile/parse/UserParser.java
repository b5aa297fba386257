package slipway.dockerfile.parse;

import slipway.dockerfile.Instruction;

/// `USER user[:group]`.
final class UserParser implements InstructionParser {

    @Override
    public String name() {
        return "USER";
    }

    @Override
    public Instruction parse(Parts parts) {
        return new Instruction.User(parts.head(), parts.onlyArgument());
    }
}
