package slipway.dockerfile.lex;

import java.util.ArrayList;
import java.util.List;
import slipway.dockerfile.Instruction;

/// The pairs of `ENV` and `LABEL`, in the form with `=` or in the old one.
public record PairReader(List<Instruction.Pair> pairs, Instruction.Form form) {

    /// Whether the first word has an `=` decides the form.
    ///
    /// @param text the arguments, which are not empty
    public static PairReader read(PlacedText text, char escape) {
        List<PlacedText> words = QuotedWords.split(text, escape);
        if (words.isEmpty() || words.getFirst().string().indexOf('=') < 0) return legacy(text);
        var pairs = new ArrayList<Instruction.Pair>();
        for (PlacedText word : words) {
            int equals = word.string().indexOf('=');
            if (equals < 0) {
                throw word.error("must have the form name=value", "quote a value that has spaces: name=\"two words\"");
            }
            if (equals == 0) throw word.error("a name must stand before =",
                    "write name=value, without spaces around =");
            pairs.add(new Instruction.Pair(word.sub(0, equals).word(), word.sub(equals + 1).word()));
        }
        return new PairReader(List.copyOf(pairs), Instruction.Form.MODERN);
    }

    private static PairReader legacy(PlacedText text) {
        int end = 0;
        while (end < text.length() && !Spaces.isSeparator(text.charAt(end))) end++;
        int value = end;
        while (value < text.length() && Spaces.isSeparator(text.charAt(value))) value++;
        if (value == text.length()) throw text.error(text + " has no value", "write " + text + "=value");
        var pair = new Instruction.Pair(text.sub(0, end).word(), text.sub(value).word());
        return new PairReader(List.of(pair), Instruction.Form.LEGACY);
    }
}
