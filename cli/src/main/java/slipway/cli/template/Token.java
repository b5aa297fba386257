package slipway.cli.template;

import slipway.diagnostics.Span;

/// A piece of a template: text between actions, or a word within one.
///
/// @param text of a string its value, of a field and a variable its name
/// @param spacing whether there is a space before it
record Token(Kind kind, String text, Span span, Spacing spacing) {

    enum Kind {
        TEXT,
        OPEN,
        CLOSE,
        DOT,
        FIELD,
        VARIABLE,
        WORD,
        STRING,
        NUMBER,
        PIPE,
        COMMA,
        DECLARE,
        ASSIGN,
        LEFT,
        RIGHT,
        END
    }

    enum Spacing {
        APART,
        GLUED
    }

    boolean is(Kind other) {
        return kind == other;
    }
}
