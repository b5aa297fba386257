package slipway.dockerfile.shell;

import java.util.ArrayList;
import java.util.List;
import slipway.dockerfile.lex.Spaces;

/// Collects a text as one string and, split at spaces that nothing protects, as words.
final class WordSplitter {

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder word = new StringBuilder();
    private final List<String> words = new ArrayList<>();
    private boolean inWord;

    /// Adds text in which spaces separate words.
    void add(String string) {
        text.append(string);
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (!Spaces.isSpace(c)) {
                word.append(c);
                inWord = true;
            } else if (inWord && !word.isEmpty()) {
                finishWord();
            }
        }
    }

    /// Adds text that stays in one word, spaces and all.
    void addWhole(String string) {
        text.append(string);
        word.append(string);
        inWord = true;
    }

    int length() {
        return text.length();
    }

    String text() {
        return text.toString();
    }

    List<String> words() {
        if (!word.isEmpty()) finishWord();
        return List.copyOf(words);
    }

    private void finishWord() {
        words.add(word.toString());
        word.setLength(0);
        inWord = false;
    }
}
