package slipway.image.gzip;

/// A stretch of input on its way to becoming DEFLATE blocks, with all the memory that takes, to be used again.
///
/// The blocks depend on the stretch and on the window before it, and on nothing else: not on what this object held before.
/// They end on a byte's border and none is the last one, so those of one segment can be put behind those of another.
final class Segment {
    /// The bytes of input that are compressed as one. **Part of the output format.**
    static final int SIZE = 1 << 19;

    /// Where the input begins: so far in that all places a [MatchFinder] reads, in reach or not, are in the array.
    private static final int START = SegmentEncoder.LEAD;
    private final byte[] input = new byte[START + SIZE + SegmentEncoder.SLACK];
    private final byte[] output = new byte[SegmentEncoder.bound(SIZE)];
    private final BitWriter writer = new BitWriter(output);
    private final SegmentEncoder encoder;
    private int first = START;
    private int end = START;

    Segment(Effort effort) {
        this.encoder = new SegmentEncoder(effort);
    }

    /// Empties it, for a stretch with nothing before it.
    void restart() {
        first = START;
        end = START;
    }

    /// Empties it, for the stretch that follows the one in `before`, which has to be full. Only reads the input of `before`,
    /// so that may be in work meanwhile. `before` may be this segment.
    void restartAfter(Segment before) {
        if (!before.isFull()) throw new IllegalStateException("only the last segment is not full");
        System.arraycopy(before.input, before.end - Alphabet.WINDOW, input, START - Alphabet.WINDOW, Alphabet.WINDOW);
        first = START - Alphabet.WINDOW;
        end = START;
    }

    /// The bytes taken in so far.
    int size() {
        return end - START;
    }

    boolean isFull() {
        return size() == SIZE;
    }

    /// Takes in as much as there is room for, and says how much that was.
    int fill(byte[] bytes, int from, int length) {
        int taken = Math.min(length, SIZE - size());
        System.arraycopy(bytes, from, input, end, taken);
        end += taken;
        return taken;
    }

    /// Turns the input into blocks.
    void compress() {
        writer.reset();
        encoder.encode(input, first, START, end, writer);
    }

    /// The blocks, in the first [#outputSize] bytes.
    byte[] output() {
        return output;
    }

    int outputSize() {
        return writer.position();
    }
}
