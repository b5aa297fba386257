package slipway.dockerfile.shell;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.dockerfile.HereDocument;
import slipway.dockerfile.Word;
import slipway.dockerfile.lex.HereMarker;
import slipway.dockerfile.lex.PlacedText;

/// Finds the here-documents that an instruction's line announces, as a shell would: not in quotes, not in `<<<`.
///
/// A line that no shell could read announces none. The escape character is `\` here whatever `# escape=` says.
public final class HereMarkers {

    private static final Pattern MARKER = Pattern.compile("(\\d*)<<(-?)[ \\t]*([^<]*)", Pattern.DOTALL);

    private HereMarkers() {}

    public static List<HereMarker> find(PlacedText line) {
        if (!line.string().contains("<<")) return List.of();
        var markers = new ArrayList<HereMarker>();
        int from = 0;
        for (String word : words(line.string(), EnumSet.of(Mode.KEEP_QUOTES, Mode.KEEP_ESCAPES, Mode.KEEP_UNSET))) {
            int at = line.string().indexOf(word, from);
            Word place = at < 0 ? new Word(word, line.span()) : line.sub(at, at + word.length()).word();
            if (at >= 0) from = at + word.length();
            marker(place).ifPresent(markers::add);
        }
        return List.copyOf(markers);
    }

    private static Optional<HereMarker> marker(Word word) {
        Matcher matcher = MARKER.matcher(word.text());
        if (!matcher.matches() || matcher.group(3).isEmpty()) return Optional.empty();
        List<String> plain = words(matcher.group(3), EnumSet.of(Mode.KEEP_UNSET));
        List<String> raw = words(matcher.group(3), EnumSet.of(Mode.KEEP_UNSET, Mode.KEEP_QUOTES));
        if (plain.size() != 1 || raw.size() != 1) return Optional.empty();
        boolean quoted = quotes(plain.getFirst()) != quotes(raw.getFirst());
        return Optional.of(new HereMarker(
                word,
                plain.getFirst(),
                quoted ? HereDocument.Variables.KEEP : HereDocument.Variables.EXPAND,
                matcher.group(2).isEmpty() ? HereDocument.Tabs.KEEP : HereDocument.Tabs.STRIP,
                descriptor(matcher.group(1))));
    }

    private static List<String> words(String text, Set<Mode> modes) {
        try {
            return ShellText.process(text, '\\', modes, _ -> Optional.empty()).words();
        } catch (BadText _) {
            return List.of();
        }
    }

    private static long quotes(String text) {
        return text.chars().filter(c -> c == '\'' || c == '"').count();
    }

    private static int descriptor(String digits) {
        if (digits.isEmpty()) return 0;
        return digits.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }
}
