package slipway.dockerfile.parse;

import java.util.Map;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.lex.FlagKind;
import slipway.dockerfile.lex.Variables;

/// `COPY source… target`.
final class CopyParser implements InstructionParser {

    @Override
    public String name() {
        return "COPY";
    }

    @Override
    public Map<String, FlagKind> flags() {
        return Map.of(
                "from", FlagKind.VALUE,
                "chown", FlagKind.VALUE,
                "chmod", FlagKind.VALUE,
                "link", FlagKind.DECISION,
                "parents", FlagKind.DECISION,
                "exclude", FlagKind.LIST);
    }

    @Override
    public Following following() {
        return Following.HERE_DOCUMENTS;
    }

    @Override
    public Instruction parse(Parts parts) {
        TransferReader read = TransferReader.read(parts);
        parts.value("from").filter(from -> Variables.in(from)).ifPresent(from -> {
            throw from.error("--from cannot have a variable", "name a stage for it: FROM " + from + " AS name");
        });
        return new Instruction.Copy(parts.head(), read.sources(), parts.hereDocuments(), read.target());
    }
}
