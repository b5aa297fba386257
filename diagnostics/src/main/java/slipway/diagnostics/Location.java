package slipway.diagnostics;

/// A span in a source: enough to print `file:line:column` and the line itself.
public record Location(Source source, Span span) {

    public int line() {
        return source.line(span.start());
    }

    public int column() {
        return source.column(span.start());
    }

    @Override
    public String toString() {
        return source.name() + ":" + line() + ":" + column();
    }
}
