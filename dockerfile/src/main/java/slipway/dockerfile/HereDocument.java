package slipway.dockerfile;

import slipway.diagnostics.Span;

/// Text that follows an instruction up to a line with its name: `RUN <<EOF`.
///
/// @param marker the word that announced it, such as `3<<-"EOF"`
/// @param name what ends it, without quotes
/// @param content the text, leading tabs still there; [#strippedContent] is what the instruction gets
/// @param contentSpan from the first line of the text up to the line that ends it
/// @param terminator the line that ends it, without its line break
public record HereDocument(
        Word marker,
        String name,
        String content,
        Variables variables,
        Tabs tabs,
        int descriptor,
        Span contentSpan,
        Span terminator) {

    /// Whether variables in the text are replaced: not if any part of the name was quoted.
    public enum Variables {
        EXPAND,
        KEEP
    }

    /// What happens to tabs at the beginning of lines: `<<-` strips them.
    public enum Tabs {
        KEEP,
        STRIP
    }

    /// The text, without the tabs at the beginning of its lines if `<<-` asked for that.
    public String strippedContent() {
        return switch (tabs) {
            case KEEP -> content;
            case STRIP -> content.replaceAll("(?m)^\t+", "");
        };
    }
}
