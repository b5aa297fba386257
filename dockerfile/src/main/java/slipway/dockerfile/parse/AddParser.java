package slipway.dockerfile.parse;

import java.util.Map;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.lex.FlagKind;

/// `ADD source… target`.
final class AddParser implements InstructionParser {

    @Override
    public String name() {
        return "ADD";
    }

    @Override
    public String usage() {
        return "ADD source target";
    }

    @Override
    public Map<String, FlagKind> flags() {
        return Map.of(
                "chown", FlagKind.VALUE,
                "chmod", FlagKind.VALUE,
                "link", FlagKind.DECISION,
                "exclude", FlagKind.LIST,
                "checksum", FlagKind.VALUE,
                "keep-git-dir", FlagKind.DECISION,
                "unpack", FlagKind.DECISION);
    }

    @Override
    public Following following() {
        return Following.HERE_DOCUMENTS;
    }

    @Override
    public Instruction parse(Parts parts) {
        TransferReader read = TransferReader.read(parts);
        return new Instruction.Add(parts.head(), read.sources(), parts.hereDocuments(), read.target());
    }
}
