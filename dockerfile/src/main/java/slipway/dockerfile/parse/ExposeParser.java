package slipway.dockerfile.parse;

import java.util.List;
import java.util.Map;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.lex.FlagKind;
import slipway.dockerfile.Word;
import slipway.dockerfile.lex.PlacedText;

/// `EXPOSE port…`. What a port may look like is known after expansion.
final class ExposeParser implements InstructionParser {

    @Override
    public String name() {
        return "EXPOSE";
    }

    @Override
    public String usage() {
        return "EXPOSE 8080, or EXPOSE 53/udp";
    }

    @Override
    public Map<String, FlagKind> flags() {
        return UnsetReader.FLAGS;
    }

    @Override
    public Instruction parse(Parts parts) {
        return UnsetReader.named(parts, Instruction.Setting.EXPOSE).orElseGet(() -> set(parts));
    }

    private static Instruction set(Parts parts) {
        List<Word> ports = parts.arguments().words().stream().map(PlacedText::word).toList();
        if (ports.isEmpty()) throw parts.noArguments();
        return new Instruction.Expose(parts.head(), ports);
    }
}
