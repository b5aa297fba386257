package slipway.dockerfile.parse;

import java.util.Map;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.lex.FlagKind;

/// `USER user[:group]`.
final class UserParser implements InstructionParser {

    @Override
    public String name() {
        return "USER";
    }

    @Override
    public String usage() {
        return "USER name, or USER name:group";
    }

    @Override
    public Map<String, FlagKind> flags() {
        return UnsetReader.FLAGS;
    }

    @Override
    public Instruction parse(Parts parts) {
        return UnsetReader.single(parts, Instruction.Setting.USER).orElseGet(() -> set(parts));
    }

    private static Instruction set(Parts parts) {
        return new Instruction.User(parts.head(), parts.onlyArgument());
    }
}
