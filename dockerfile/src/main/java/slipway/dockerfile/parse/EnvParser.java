package slipway.dockerfile.parse;

import slipway.dockerfile.Instruction;
import slipway.dockerfile.lex.PairReader;

/// `ENV name=value…`, or `ENV name value`.
final class EnvParser implements InstructionParser {

    @Override
    public String name() {
        return "ENV";
    }

    @Override
    public Instruction parse(Parts parts) {
        if (parts.arguments().isEmpty()) throw parts.noArguments();
        PairReader read = PairReader.read(parts.arguments(), parts.escape());
        return new Instruction.Env(parts.head(), read.pairs(), read.form());
    }
}
