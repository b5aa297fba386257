package slipway.cli.template;

import java.util.List;
import slipway.diagnostics.Span;
import slipway.image.json.Json;

/// A part of a template.
sealed interface Node {

    record Text(String text) implements Node {}

    /// `{{pipeline}}`
    record Action(Pipeline pipeline) implements Node {}

    /// `{{if}}` and `{{with}}`.
    record Branch(Pipeline condition, Dot dot, List<Node> then, List<Node> otherwise) implements Node {}

    /// `{{range}}`
    record Range(Pipeline over, List<Node> body, List<Node> otherwise) implements Node {}

    /// Whether a branch gives `.` a new meaning.
    enum Dot {
        KEPT,
        BOUND
    }

    /// How a pipeline names its result.
    enum Naming {
        NONE,
        /// `$x := …`
        DECLARES,
        /// `$x = …`
        ASSIGNS
    }

    /// Expressions, each the last argument of the next; the last one's value is the pipeline's.
    record Pipeline(Naming naming, List<String> names, List<Expression> stages, Span span) {}

    /// What has a value.
    sealed interface Expression {
        Span span();
    }

    /// `.`
    record Here(Span span) implements Expression {}

    /// `$name`, and `$` for the whole data.
    record Variable(String name, Span span) implements Expression {}

    /// `.Name` of something.
    record Field(Expression of, String name, Span span) implements Expression {}

    record Literal(Json value, Span span) implements Expression {}

    /// A function and its arguments; a pipeline adds one.
    record Call(String function, List<Expression> arguments, Span span) implements Expression {}

    /// `(…)`
    record Group(Pipeline pipeline, Span span) implements Expression {}
}
