package slipway.check.view;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.HereDocument;
import slipway.dockerfile.Word;
import slipway.dockerfile.expand.Expanded;
import slipway.dockerfile.expand.Expansion;

/// Replaces the variables of words with what they hold at one place.
///
/// @param trigger where a trigger's words are shown, if the words are those of a trigger
record UseReader(Source source, char escape, Variables variables, Optional<Span> trigger) {

    static UseReader of(Dockerfile file, Variables variables) {
        return new UseReader(file.source(), file.escape(), variables, Optional.empty());
    }

    Use use(Word word) {
        var found = new LinkedHashSet<String>();
        var missing = new LinkedHashSet<String>();
        return use(word, expansion(found, missing).expand(word), found, missing);
    }

    Use use(HereDocument document) {
        var found = new LinkedHashSet<String>();
        var missing = new LinkedHashSet<String>();
        return use(document.marker(), expansion(found, missing).expand(document), found, missing);
    }

    private Expansion expansion(SequencedSet<String> found, SequencedSet<String> missing) {
        return Expansion.of(source, escape, name -> {
            Optional<String> value = variables.value(name);
            if (!name.isEmpty()) (value.isPresent() ? found : missing).add(name);
            return value;
        });
    }

    private Use use(Word word, Expanded expanded, SequencedSet<String> found, SequencedSet<String> missing) {
        return new Use(word, trigger.orElse(word.span()), expanded.text(), List.copyOf(expanded.words()), found, missing,
                variables);
    }
}
