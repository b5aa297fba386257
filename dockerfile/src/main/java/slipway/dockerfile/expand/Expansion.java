package slipway.dockerfile.expand;

import java.util.Optional;
import java.util.function.Function;
import slipway.diagnostics.Source;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.HereDocument;
import slipway.dockerfile.Word;

/// Replaces variables in words, the way a builder does it before a shell is anywhere near.
public final class Expansion {

    private final Source source;
    private final char escape;
    private final Function<String, Optional<String>> lookup;

    private Expansion(Source source, char escape, Function<String, Optional<String>> lookup) {
        this.source = source;
        this.escape = escape;
        this.lookup = lookup;
    }

    /// An expansion of words of `file` with the values that `lookup` knows.
    public static Expansion of(Dockerfile file, Function<String, Optional<String>> lookup) {
        return new Expansion(file.source(), file.escape(), lookup);
    }

    /// Replaces the variables of a word and removes its quotes.
    public Expanded expand(Word word) {
        throw new IllegalStateException("not built yet: " + source + escape + lookup + word);
    }

    /// Replaces the variables of a here-document's text, whose quotes stay.
    public Expanded expand(HereDocument document) {
        throw new IllegalStateException("not built yet: " + document);
    }
}
