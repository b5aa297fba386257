package slipway.dockerfile.expand;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.HereDocument;
import slipway.dockerfile.Word;
import slipway.dockerfile.shell.BadText;
import slipway.dockerfile.shell.Mode;
import slipway.dockerfile.shell.ShellText;

/// Replaces variables in words, the way a builder does it before a shell is anywhere near.
///
/// | Form | Gives |
/// | --- | --- |
/// | `$v` `${v}` | the value, or nothing |
/// | `${v:-w}` `${v-w}` | `w` if `v` is unset; with `:` also if it is empty |
/// | `${v:+w}` `${v+w}` | `w` if `v` is set; with `:` only if it is not empty |
/// | `${v:?m}` `${v?m}` | the value, or an error that says `m` |
/// | `${v#p}` `${v##p}` | the value without its shortest or longest beginning that matches `p` |
/// | `${v%p}` `${v%%p}` | likewise at its end |
/// | `${v/p/r}` `${v//p/r}` | the value with the first or each longest match of `p` replaced |
///
/// Single quotes keep what they hold; double quotes keep spaces; the escape character keeps the next one. A mistake is a
/// [SlipwayException.BadInput] that points at it, as exactly as the word's text follows the source.
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

    /// An expansion of words of any text; triggers of a base image have `\` as their escape character.
    public static Expansion of(Source source, char escape, Function<String, Optional<String>> lookup) {
        return new Expansion(source, escape, lookup);
    }

    /// Replaces the variables of a word and removes its quotes and escapes.
    public Expanded expand(Word word) {
        return expand(word.text(), word.span(), EnumSet.noneOf(Mode.class));
    }

    /// The same, as one string.
    public String text(Word word) {
        return expand(word).text();
    }

    /// Replaces the variables of a here-document if it asks for that. Quotes in it are characters like others.
    public Expanded expand(HereDocument document) {
        String content = document.strippedContent();
        return switch (document.variables()) {
            case EXPAND -> expand(content, document.contentSpan(), EnumSet.of(Mode.IGNORE_QUOTES));
            case KEEP -> Expanded.unchanged(content);
        };
    }

    private Expanded expand(String text, Span span, Set<Mode> modes) {
        try {
            ShellText.Result result = ShellText.process(text, escape, modes, lookup);
            return new Expanded(result.text(), result.words(), result.found(), result.missing());
        } catch (BadText bad) {
            boolean exact = text.length() == span.length();
            Span place = exact ? new Span(span.start() + bad.start(), span.start() + bad.end()) : span;
            throw new SlipwayException.BadInput(Problem.at(source, place, bad.reason()).hint(bad.hint()), bad);
        }
    }
}
