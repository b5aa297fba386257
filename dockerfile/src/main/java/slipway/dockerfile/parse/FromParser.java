package slipway.dockerfile.parse;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.lex.FlagKind;
import slipway.dockerfile.Word;
import slipway.dockerfile.lex.PlacedText;

/// `FROM [--platform=…] image [AS name]`.
final class FromParser implements InstructionParser {

    private static final Pattern STAGE_NAME = Pattern.compile("[a-z][a-z0-9_.-]*");

    @Override
    public String name() {
        return "FROM";
    }

    @Override
    public String usage() {
        return "FROM image, or FROM scratch to begin with nothing";
    }

    @Override
    public Map<String, FlagKind> flags() {
        return Map.of("platform", FlagKind.VALUE);
    }

    @Override
    public Instruction parse(Parts parts) {
        List<PlacedText> words = parts.arguments().words();
        if (words.isEmpty()) throw parts.keyword().error("FROM needs an image", "FROM scratch begins with nothing");
        boolean named = words.size() == 3 && words.get(1).string().equalsIgnoreCase("as");
        if (words.size() != 1 && !named) {
            throw words.get(1).error("FROM takes an image, or an image and a name", "write FROM image AS name");
        }
        Optional<Word> name = named ? Optional.of(stageName(words.get(2))) : Optional.empty();
        return new Instruction.From(parts.head(), words.getFirst().word(), parts.head().value("platform"), name);
    }

    private static Word stageName(PlacedText name) {
        String folded = name.string().toLowerCase(Locale.ROOT);
        if (!STAGE_NAME.matcher(folded).matches()) {
            throw name.error("a stage cannot be named " + name,
                    "a name begins with a letter; letters, digits, -, _ and . follow");
        }
        return name.word();
    }
}
