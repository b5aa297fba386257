package slipway.image.gzip;

/// How hard repetitions are looked for. **Part of the output format**: each gives one sequence of bytes for one input.
public enum Effort {
    /// The first match is taken.
    FAST(16, 0, 64),
    /// A short match is given up for a longer one that begins a byte later.
    USUAL(32, 32, 16),
    /// So is any match, and every position is looked up.
    THOROUGH(Alphabet.MAX_MATCH, Alphabet.MAX_MATCH, 1);

    private final int nice;
    private final int lazy;
    private final int maxStep;

    Effort(int nice, int lazy, int maxStep) {
        this.nice = nice;
        this.lazy = lazy;
        this.maxStep = maxStep;
    }

    /// A match as long as this is good enough to look no further.
    int nice() {
        return nice;
    }

    /// A match as long as this is taken without a look at the next position.
    int lazy() {
        return lazy;
    }

    /// Where nothing repeats, at most so many positions are passed over.
    int maxStep() {
        return maxStep;
    }
}
