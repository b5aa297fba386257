package slipway.dockerfile.lex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.dockerfile.Word;

/// A string that knows where in the source each of its characters stands.
///
/// Joining continued lines and removing quotes leaves gaps; errors and words still get exact places.
public final class PlacedText {

    private final Source source;
    private final String string;

    /// One more than there are characters: the last is where the text ends, and all there is of an empty one.
    private final int[] offsets;

    private PlacedText(Source source, String string, int[] offsets) {
        this.source = source;
        this.string = string;
        this.offsets = offsets;
    }

    public Source source() {
        return source;
    }

    public String string() {
        return string;
    }

    public int length() {
        return string.length();
    }

    public boolean isEmpty() {
        return string.isEmpty();
    }

    public char charAt(int index) {
        return string.charAt(index);
    }

    /// Where the character at `index` stands in the source.
    public int offset(int index) {
        return offsets[index];
    }

    public PlacedText sub(int from) {
        return sub(from, length());
    }

    public PlacedText sub(int from, int to) {
        return new PlacedText(source, string.substring(from, to), Arrays.copyOfRange(offsets, from, to + 1));
    }

    /// Without white space at both ends.
    public PlacedText strip() {
        int from = 0;
        int to = length();
        while (from < to && Spaces.isSpace(charAt(from))) from++;
        while (to > from && Spaces.isSpace(charAt(to - 1))) to--;
        return sub(from, to);
    }

    /// The words between separators. A text without words has none.
    public List<PlacedText> words() {
        var words = new ArrayList<PlacedText>();
        int at = 0;
        while (at < length()) {
            while (at < length() && Spaces.isSeparator(charAt(at))) at++;
            int start = at;
            while (at < length() && !Spaces.isSeparator(charAt(at))) at++;
            if (at > start) words.add(sub(start, at));
        }
        return words;
    }

    /// From the first character to the last, in the source.
    public Span span() {
        return isEmpty() ? Span.at(offsets[0]) : new Span(offsets[0], offsets[length() - 1] + 1);
    }

    public Word word() {
        return new Word(string, span());
    }

    /// The error that this text is wrong.
    public SlipwayException.BadInput error(String message) {
        return new SlipwayException.BadInput(Problem.at(source, span(), message));
    }

    public SlipwayException.BadInput error(String message, String hint) {
        return new SlipwayException.BadInput(Problem.at(source, span(), message).hint(hint));
    }

    public SlipwayException.BadInput error(String message, Optional<String> hint) {
        return hint.map(known -> error(message, known)).orElseGet(() -> error(message));
    }

    @Override
    public String toString() {
        return string;
    }

    /// Collects characters with their places.
    public static final class Collector {
        private final Source source;
        private final StringBuilder string = new StringBuilder();
        private int[] offsets = new int[32];

        public Collector(Source source) {
            this.source = source;
        }

        /// A collector of pieces of `text`.
        public Collector(PlacedText text) {
            this(text.source);
        }

        public Collector add(char c, int offset) {
            if (string.length() == offsets.length) offsets = Arrays.copyOf(offsets, offsets.length * 2);
            offsets[string.length()] = offset;
            string.append(c);
            return this;
        }

        /// Adds the characters of the source from `start` up to `end`.
        public Collector add(int start, int end) {
            for (int at = start; at < end; at++) add(source.text().charAt(at), at);
            return this;
        }

        public int length() {
            return string.length();
        }

        /// What was collected; `end` is the place after it.
        public PlacedText toText(int end) {
            int[] exact = Arrays.copyOf(offsets, string.length() + 1);
            exact[string.length()] = end;
            return new PlacedText(source, string.toString(), exact);
        }
    }
}
