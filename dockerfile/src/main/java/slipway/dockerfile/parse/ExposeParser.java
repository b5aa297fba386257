package slipway.dockerfile.parse;

import java.util.List;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Word;
import slipway.dockerfile.lex.PlacedText;

/// `EXPOSE port…`. What a port may look like is known after expansion.
final class ExposeParser implements InstructionParser {

    @Override
    public String name() {
        return "EXPOSE";
    }

    @Override
    public Instruction parse(Parts parts) {
        List<Word> ports = parts.arguments().words().stream().map(PlacedText::word).toList();
        if (ports.isEmpty()) throw parts.noArguments();
        return new Instruction.Expose(parts.head(), ports);
    }
}
