package slipway.diagnostics;

/// A stretch of one [Source]: from `start` up to, not including, `end`, counted in `char`s from the beginning.
public record Span(int start, int end) {

    public Span {
        if (start < 0 || end < start) throw new IllegalArgumentException("not a span: " + start + ".." + end);
    }

    /// The empty span before the character at `offset`.
    public static Span at(int offset) {
        return new Span(offset, offset);
    }

    public int length() {
        return end - start;
    }

    /// The smallest span that holds both this one and `other`.
    public Span to(Span other) {
        return new Span(Math.min(start, other.start), Math.max(end, other.end));
    }

    public boolean contains(int offset) {
        return start <= offset && offset < end;
    }
}
