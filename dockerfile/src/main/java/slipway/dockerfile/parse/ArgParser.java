package slipway.dockerfile.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.lex.PlacedText;
import slipway.dockerfile.lex.QuotedWords;

/// `ARG name[=default]…`.
final class ArgParser implements InstructionParser {

    @Override
    public String name() {
        return "ARG";
    }

    @Override
    public String usage() {
        return "ARG name, or ARG name=default";
    }

    @Override
    public Instruction parse(Parts parts) {
        List<PlacedText> words = QuotedWords.split(parts.arguments(), parts.escape());
        if (words.isEmpty()) throw parts.noArguments();
        var declarations = new ArrayList<Instruction.Declaration>();
        for (PlacedText word : words) {
            int equals = word.string().indexOf('=');
            if (equals == 0) throw word.error("a name must stand before =",
                    "write name=value, without spaces around =");
            PlacedText name = equals < 0 ? word : word.sub(0, equals);
            declarations.add(new Instruction.Declaration(
                    name.word(), equals < 0 ? Optional.empty() : Optional.of(word.sub(equals + 1).word()), word.span()));
        }
        return new Instruction.Arg(parts.head(), declarations);
    }
}
