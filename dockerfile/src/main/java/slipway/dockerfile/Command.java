package slipway.dockerfile;

import java.util.List;
import slipway.diagnostics.Span;

/// What `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK` run.
public sealed interface Command {

    Span span();

    /// A line for the shell: continuations joined, comment lines removed, variables untouched.
    ///
    /// With here-documents the line still has their markers; the bodies are beside it.
    record ShellForm(Word text) implements Command {
        @Override
        public Span span() {
            return text.span();
        }
    }

    /// A program and its arguments, written as a JSON array; no shell comes between. The array may be empty.
    record ExecForm(List<Word> arguments, Span span) implements Command {
        public ExecForm {
            arguments = List.copyOf(arguments);
        }

        /// The decoded strings of the array.
        public List<String> strings() {
            return arguments.stream().map(Word::text).toList();
        }
    }
}
