package slipway.check;

import java.util.Comparator;
import java.util.Optional;
import slipway.diagnostics.Span;

/// A rule's remark on a place in a Dockerfile.
///
/// @param message what is wrong here
/// @param span exactly what is wrong: a keyword, a word, an option
/// @param statement what a reader has to see to understand it, as whole lines; for most findings the instruction. Builders
///         give these lines as the place of the finding
public record Finding(RuleInfo rule, String message, Span span, Span statement, Optional<Fix> fix) {

    /// By place, then by rule.
    public static final Comparator<Finding> IN_ORDER = Comparator.comparingInt((Finding f) -> f.statement.start())
            .thenComparingInt(f -> f.span.start())
            .thenComparingInt(f -> f.span.end())
            .thenComparing(f -> f.rule.name())
            .thenComparing(Finding::message);

    public Finding {
        if (message.isBlank()) throw new IllegalArgumentException("a finding says what is wrong");
    }

    public Finding(RuleInfo rule, String message, Span span, Span statement) {
        this(rule, message, span, statement, Optional.empty());
    }

    /// The same with a way to repair it.
    public Finding repairedBy(Fix fix) {
        return new Finding(rule, message, span, statement, Optional.of(fix));
    }
}
