package slipway.conformance;

import java.util.ArrayList;
import java.util.List;

/// Splits a line into words as a shell does: at blanks, unless they stand in single or double quotes.
final class Words {

    private Words() {}

    static List<String> split(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean isWord = false;
        char quote = 0;
        for (char c : line.toCharArray()) {
            boolean isQuote = quote == 0 ? c == '\'' || c == '"' : c == quote;
            if (isQuote) {
                quote = quote == 0 ? c : 0;
                isWord = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (isWord) words.add(word.toString());
                word.setLength(0);
                isWord = false;
            } else {
                word.append(c);
                isWord = true;
            }
        }
        if (quote != 0) throw new IllegalArgumentException("a quote is not closed: " + line);
        if (isWord) words.add(word.toString());
        return words;
    }
}
