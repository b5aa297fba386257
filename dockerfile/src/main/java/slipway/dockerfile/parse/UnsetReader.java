package slipway.dockerfile.parse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Word;
import slipway.dockerfile.lex.FlagKind;
import slipway.dockerfile.lex.PlacedText;
import slipway.dockerfile.lex.QuotedWords;

/// The flag `--unset` of the instructions that set something.
final class UnsetReader {

    static final Map<String, FlagKind> FLAGS = Map.of("unset", FlagKind.DECISION);

    private UnsetReader() {}

    /// What an instruction that sets several things by name forgets, if it has the flag.
    static Optional<Instruction> named(Parts parts, Instruction.Setting setting) {
        if (!isAsked(parts)) return Optional.empty();
        List<Word> names = QuotedWords.split(parts.arguments(), parts.escape()).stream().map(UnsetReader::name).toList();
        if (names.isEmpty()) {
            throw parts.keyword().error(parts.name() + " --unset needs at least one name",
                    "write " + parts.name() + " --unset '*' to forget all");
        }
        return Optional.of(new Instruction.Unset(parts.head(), setting, names));
    }

    /// Likewise of an instruction that sets one thing.
    static Optional<Instruction> single(Parts parts, Instruction.Setting setting) {
        if (!isAsked(parts)) return Optional.empty();
        if (!parts.arguments().isEmpty()) {
            throw parts.arguments().error(parts.name() + " --unset takes no arguments",
                    "there is only one to forget");
        }
        return Optional.of(new Instruction.Unset(parts.head(), setting, List.of()));
    }

    private static boolean isAsked(Parts parts) {
        return parts.head().decision("unset").orElse(false);
    }

    private static Word name(PlacedText word) {
        if (word.string().indexOf('=') >= 0) throw word.error("--unset takes names without values",
                "write " + word.string().substring(0, word.string().indexOf('=')));
        return word.word();
    }
}
