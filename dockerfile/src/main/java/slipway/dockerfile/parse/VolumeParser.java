package slipway.dockerfile.parse;

import java.util.List;
import slipway.diagnostics.SlipwayException;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Word;

/// `VOLUME path…`, as words or as a JSON array.
final class VolumeParser implements InstructionParser {

    @Override
    public String name() {
        return "VOLUME";
    }

    @Override
    public Instruction parse(Parts parts) {
        List<Word> paths = parts.words();
        if (paths.isEmpty()) throw parts.noArguments();
        for (Word path : paths) {
            if (path.text().isBlank()) throw blank(parts);
        }
        return new Instruction.Volume(parts.head(), paths);
    }

    private static SlipwayException.BadInput blank(Parts parts) {
        return parts.arguments().error("the path of a VOLUME must not be empty");
    }
}
