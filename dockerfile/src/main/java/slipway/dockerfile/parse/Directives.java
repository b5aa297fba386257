package slipway.dockerfile.parse;

import java.util.Optional;
import slipway.diagnostics.Source;
import slipway.dockerfile.Directive;
import slipway.dockerfile.Word;
import slipway.dockerfile.lex.LineReader;
import slipway.dockerfile.lex.Piece;

/// The directives at the top of a file, whether or not the rest of it can be parsed.
public final class Directives {

    private Directives() {}

    /// The value of the directive of this name: `syntax`, `escape` or `check`.
    public static Optional<Word> find(Source source, String name) {
        var lines = new LineReader(source);
        for (Optional<Piece> piece = lines.nextDirective(); piece.isPresent(); piece = lines.nextDirective()) {
            if (piece.get() instanceof Piece.Plain(Directive directive) && directive.name().text().equals(name)) {
                return Optional.of(directive.value());
            }
        }
        return Optional.empty();
    }
}
