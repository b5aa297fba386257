package slipway.dockerfile.parse;

import slipway.dockerfile.Instruction;

/// `STOPSIGNAL signal`. Whether there is such a signal is known after expansion.
final class StopSignalParser implements InstructionParser {

    @Override
    public String name() {
        return "STOPSIGNAL";
    }

    @Override
    public Instruction parse(Parts parts) {
        return new Instruction.StopSignal(parts.head(), parts.onlyArgument());
    }
}
