package slipway.dockerfile.parse;

import slipway.dockerfile.Instruction;

/// `ENV name=value…`, or `ENV name value`.
final class EnvParser implements InstructionParser {

    @Override
    public String name() {
        return "ENV";
    }

    @Override
    public Instruction parse(Parts parts) {
        PairReader read = PairReader.read(parts);
        return new Instruction.Env(parts.head(), read.pairs(), read.form());
    }
}
