package slipway.dockerfile.parse;

import java.util.Map;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.lex.FlagKind;

/// `COPY source… target`.
final class CopyParser implements InstructionParser {

    @Override
    public String name() {
        return "COPY";
    }

    @Override
    public String usage() {
        return "COPY source target";
    }

    @Override
    public Map<String, FlagKind> flags() {
        return Map.of(
                "from", FlagKind.VALUE,
                "chown", FlagKind.VALUE,
                "chmod", FlagKind.VALUE,
                "link", FlagKind.DECISION,
                "optional", FlagKind.DECISION,
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
        return new Instruction.Copy(parts.head(), read.sources(), parts.hereDocuments(), read.target());
    }
}
