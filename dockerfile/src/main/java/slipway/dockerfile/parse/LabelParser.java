package slipway.dockerfile.parse;

import slipway.dockerfile.Instruction;

/// `LABEL name=value…`, or `LABEL name value`.
final class LabelParser implements InstructionParser {

    @Override
    public String name() {
        return "LABEL";
    }

    @Override
    public Instruction parse(Parts parts) {
        PairReader read = PairReader.read(parts);
        return new Instruction.Label(parts.head(), read.pairs(), read.form());
    }
}
