package slipway.dockerfile.parse;

import java.util.Map;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.lex.FlagKind;
import slipway.dockerfile.lex.PairReader;

/// `ENV name=value…`, or `ENV name value`.
final class EnvParser implements InstructionParser {

    @Override
    public String name() {
        return "ENV";
    }

    @Override
    public String usage() {
        return "ENV name=value";
    }

    @Override
    public Map<String, FlagKind> flags() {
        return UnsetReader.FLAGS;
    }

    @Override
    public Instruction parse(Parts parts) {
        return UnsetReader.named(parts, Instruction.Setting.ENV).orElseGet(() -> set(parts));
    }

    private static Instruction set(Parts parts) {
        if (parts.arguments().isEmpty()) throw parts.noArguments();
        PairReader read = PairReader.read(parts.arguments(), parts.escape());
        return new Instruction.Env(parts.head(), read.pairs(), read.form());
    }
}
