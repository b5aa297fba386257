package slipway.dockerfile.lex;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import slipway.diagnostics.Suggestion;
import slipway.dockerfile.Flag;
import slipway.dockerfile.Word;

/// Checks an instruction's flags against those it knows.
public final class Flags {

    private Flags() {}

    public static List<Flag> check(String instruction, List<PlacedText> texts, Map<String, FlagKind> known) {
        var flags = new ArrayList<Flag>();
        var seen = new HashSet<String>();
        for (PlacedText text : texts) {
            int equals = text.string().indexOf('=');
            PlacedText dashed = equals < 0 ? text : text.sub(0, equals);
            String name = dashed.string().substring(2);
            FlagKind kind = Optional.ofNullable(known.get(name)).orElseThrow(() -> dashed.error(
                    instruction + " has no flag --" + name, hint(instruction, name, new TreeSet<>(known.keySet()))));
            if (!seen.add(name) && kind != FlagKind.LIST) {
                throw text.error("--" + name + " is given twice", "keep one of them");
            }
            Optional<PlacedText> value = equals < 0 ? Optional.empty() : Optional.of(text.sub(equals + 1));
            flags.add(new Flag(name, word(kind, text, value), text.span()));
        }
        return flags;
    }

    private static String hint(String instruction, String name, SortedSet<String> known) {
        Optional<String> near = Suggestion.nearest(name, known);
        if (near.isPresent()) return "did you mean --" + near.get() + "?";
        String flags = known.isEmpty() ? "it takes no flags" : "its flags are --" + String.join(", --", known);
        return flags + "; write " + instruction + " -- --" + name + " to have it as an argument";
    }

    private static Optional<Word> word(FlagKind kind, PlacedText flag, Optional<PlacedText> value) {
        return switch (kind) {
            case DECISION -> value.map(Flags::decision);
            case VALUE, LIST -> Optional.of(value.orElseThrow(() ->
                    flag.error(flag + " needs a value", "write " + flag + "=…")).word());
        };
    }

    private static Word decision(PlacedText value) {
        String text = value.string().toLowerCase(Locale.ROOT);
        if (!text.equals("true") && !text.equals("false")) throw value.error("must be true or false",
                "the flag alone means true");
        return new Word(text, value.span());
    }
}
