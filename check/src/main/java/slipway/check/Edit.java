package slipway.check;

import java.util.Comparator;
import java.util.List;
import slipway.diagnostics.Span;

/// A stretch of the text and what stands there instead.
public record Edit(Span span, String text) {

    /// The text with all edits made. Edits that overlap are an [IllegalArgumentException].
    public static String apply(String text, List<Edit> edits) {
        var out = new StringBuilder();
        int at = 0;
        for (Edit edit : edits.stream().sorted(Comparator.comparingInt(edit -> edit.span.start())).toList()) {
            if (edit.span.start() < at) throw new IllegalArgumentException("edits overlap at " + edit.span.start());
            out.append(text, at, edit.span.start()).append(edit.text);
            at = edit.span.end();
        }
        return out.append(text, at, text.length()).toString();
    }
}
