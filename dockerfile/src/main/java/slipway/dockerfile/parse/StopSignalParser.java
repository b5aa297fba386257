package slipway.dockerfile.parse;

import java.util.Map;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.lex.FlagKind;

/// `STOPSIGNAL signal`. Whether there is such a signal is known after expansion.
final class StopSignalParser implements InstructionParser {

    @Override
    public String name() {
        return "STOPSIGNAL";
    }

    @Override
    public String usage() {
        return "STOPSIGNAL SIGTERM";
    }

    @Override
    public Map<String, FlagKind> flags() {
        return UnsetReader.FLAGS;
    }

    @Override
    public Instruction parse(Parts parts) {
        return UnsetReader.single(parts, Instruction.Setting.STOPSIGNAL).orElseGet(() -> set(parts));
    }

    private static Instruction set(Parts parts) {
        return new Instruction.StopSignal(parts.head(), parts.onlyArgument());
    }
}
