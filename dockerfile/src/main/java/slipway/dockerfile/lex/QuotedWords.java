package slipway.dockerfile.lex;

import java.util.ArrayList;
import java.util.List;

/// Splits arguments at spaces outside quotes. Quotes and escapes stay: expansion removes them later.
public final class QuotedWords {

    private QuotedWords() {}

    /// The words of `ENV`, `LABEL` and `ARG`. An unclosed quote reaches to the end.
    public static List<PlacedText> split(PlacedText text, char escape) {
        var words = new ArrayList<PlacedText>();
        int at = 0;
        while (true) {
            while (at < text.length() && Spaces.isSpace(text.charAt(at))) at++;
            if (at == text.length()) return words;
            var word = new PlacedText.Collector(text);
            at = word(text, at, escape, word);
            if (word.length() > 0) words.add(word.toText(text.offset(at)));
        }
    }

    /// Collects one word and says where it ends.
    private static int word(PlacedText text, int start, char escape, PlacedText.Collector word) {
        char quote = 0;
        int at = start;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quote == 0 && Spaces.isSpace(c)) return at;
            if (c == escape && quote != '\'') {
                if (at + 1 == text.length()) continue; // An escape at the very end escapes nothing and is dropped.
                word.add(c, text.offset(at));
                at++;
                word.add(text.charAt(at), text.offset(at));
                continue;
            }
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
            word.add(c, text.offset(at));
        }
        return at;
    }
}
