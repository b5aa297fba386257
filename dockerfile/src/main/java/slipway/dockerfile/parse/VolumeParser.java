package slipway.dockerfile.parse;

import java.util.List;
import java.util.Map;
import slipway.diagnostics.SlipwayException;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.lex.FlagKind;
import slipway.dockerfile.Word;

/// `VOLUME path…`, as words or as a JSON array.
final class VolumeParser implements InstructionParser {

    @Override
    public String name() {
        return "VOLUME";
    }

    @Override
    public String usage() {
        return "VOLUME /path";
    }

    @Override
    public Map<String, FlagKind> flags() {
        return UnsetReader.FLAGS;
    }

    @Override
    public Instruction parse(Parts parts) {
        return UnsetReader.named(parts, Instruction.Setting.VOLUME).orElseGet(() -> set(parts));
    }

    private static Instruction set(Parts parts) {
        List<Word> paths = parts.words().stream().map(word -> new Word(word.text().strip(), word.span())).toList();
        if (paths.isEmpty()) throw parts.noArguments();
        for (Word path : paths) {
            if (path.text().isEmpty()) throw blank(parts);
        }
        return new Instruction.Volume(parts.head(), paths);
    }

    private static SlipwayException.BadInput blank(Parts parts) {
        return parts.arguments().error("the path of a VOLUME must not be empty", "write " + parts.usage());
    }
}
