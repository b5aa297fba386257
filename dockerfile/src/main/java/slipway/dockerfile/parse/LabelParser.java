package slipway.dockerfile.parse;

import java.util.Map;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.lex.FlagKind;
import slipway.dockerfile.lex.PairReader;

/// `LABEL name=value…`, or `LABEL name value`.
final class LabelParser implements InstructionParser {

    @Override
    public String name() {
        return "LABEL";
    }

    @Override
    public String usage() {
        return "LABEL key=value";
    }

    @Override
    public Map<String, FlagKind> flags() {
        return UnsetReader.FLAGS;
    }

    @Override
    public Instruction parse(Parts parts) {
        return UnsetReader.named(parts, Instruction.Setting.LABEL).orElseGet(() -> set(parts));
    }

    private static Instruction set(Parts parts) {
        if (parts.arguments().isEmpty()) throw parts.noArguments();
        PairReader read = PairReader.read(parts.arguments(), parts.escape());
        return new Instruction.Label(parts.head(), read.pairs(), read.form());
    }
}
