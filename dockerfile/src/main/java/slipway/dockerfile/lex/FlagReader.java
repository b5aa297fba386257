package slipway.dockerfile.lex;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cuts the words that begin with `--` off the front of an instruction's arguments.
///
/// Quotes and backslashes keep a flag together and are removed; here the backslash is one whatever `# escape=` says.
public final class FlagReader {

    /// @param flags whole, with their dashes
    /// @param rest the arguments
    public record Cut(List<PlacedText> flags, PlacedText rest) {}

    private final PlacedText text;
    private final List<PlacedText> flags = new ArrayList<>();
    private int at;

    private FlagReader(PlacedText text) {
        this.text = text;
    }

    public static Cut cut(PlacedText text) {
        return new FlagReader(text).cut();
    }

    private Cut cut() {
        while (true) {
            while (at < text.length() && Spaces.isSpace(text.charAt(at))) at++;
            if (!text.string().startsWith("--", at)) break;
            PlacedText flag = flag();
            if (flag.string().equals("--")) break;
            flags.add(flag);
        }
        return new Cut(List.copyOf(flags), text.sub(at).strip());
    }

    private PlacedText flag() {
        var flag = new PlacedText.Collector(text);
        Optional<Character> quote = Optional.empty();
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quote.isEmpty() && Spaces.isSpace(c)) break;
            if (quote.isEmpty() && (c == '\'' || c == '"')) {
                quote = Optional.of(c);
            } else if (quote.isPresent() && quote.get() == c) {
                quote = Optional.empty();
            } else if (c == '\\') {
                at++;
                if (at < text.length()) flag.add(text.charAt(at), text.offset(at));
            } else {
                flag.add(c, text.offset(at));
            }
        }
        at = Math.min(at, text.length());
        return flag.toText(text.offset(at));
    }
}
