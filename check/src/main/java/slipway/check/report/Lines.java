package slipway.check.report;

import slipway.diagnostics.Source;
import slipway.diagnostics.Span;

/// The lines that a span touches, from 1, both inclusive.
public record Lines(int first, int last) {

    public static Lines of(Source source, Span span) {
        int first = source.line(span.start());
        return new Lines(first, span.length() == 0 ? first : Math.max(first, source.line(span.end() - 1)));
    }

    public boolean contains(int line) {
        return first <= line && line <= last;
    }

    public int count() {
        return last - first + 1;
    }
}
