package slipway.dockerfile.parse;

import slipway.dockerfile.Instruction;
import slipway.dockerfile.lex.PairReader;

/// `LABEL name=value…`, or `LABEL name value`.
final class LabelParser implements InstructionParser {

    @Override
    public String name() {
        return "LABEL";
    }

    @Override
    public Instruction parse(Parts parts) {
        if (parts.arguments().isEmpty()) throw parts.noArguments();
        PairReader read = PairReader.read(parts.arguments(), parts.escape());
        return new Instruction.Label(parts.head(), read.pairs(), read.form());
    }
}
