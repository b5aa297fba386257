package slipway.bake.hcl;

import java.util.Optional;

/// A piece of a template before `if` and `for` have found their ends.
sealed interface TemplateToken {

    /// Text as written, its escapes resolved. Strip markers and the indentation of heredocs still change it.
    ///
    /// @param fresh whether it begins a line
    record Text(String text, boolean fresh) implements TemplateToken {

        Text strippedRight() {
            return new Text(text.stripTrailing(), fresh);
        }

        Text strippedLeft() {
            return new Text(text.stripLeading(), fresh);
        }
    }

    /// `${…}`
    ///
    /// @param fresh whether it begins a line
    record Interpolation(Expression value, boolean fresh) implements TemplateToken {}

    /// `%{…}`
    record Directive(Kind kind, Optional<Head> head, int start, int end, boolean fresh) implements TemplateToken {}

    enum Kind {
        IF,
        ELSE,
        ENDIF,
        FOR,
        ENDFOR;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// What stands after `if` or `for`.
    record Head(Optional<String> keyName, Optional<String> valueName, Expression value) {}
}
