package slipway.image.gzip;

/// Turns a stretch of input into DEFLATE blocks.
///
/// The parse is greedy with doubt: a short match is given up for a longer one that starts a byte later, and so on. Where
/// nothing repeats, steps grow longer, so bytes that do not compress cost little time.
final class SegmentEncoder {
    /// The bytes that must be readable behind the input. What they are does not matter.
    static final int SLACK = 8;
    /// The bytes that must be readable before the input. What they are matters only as far as they may be referred to.
    static final int LEAD = 1 << 16;

    private static final int BLOCK_BYTES = 1 << 15;
    private static final int BLOCK_SEQUENCES = BLOCK_BYTES / MatchFinder.MIN_MATCH + 1;
    /// The step grows by one each time so many bytes, as a power of two, went by without a match.
    private static final int SKIP = 6;
    /// So many bytes must follow a position for it to be looked up, so that no hash depends on what follows the input.
    private static final int MARGIN = 8;

    private final Effort effort;
    private final MatchFinder matches;
    private final Block block = new Block(BLOCK_SEQUENCES);
    private final BlockWriter writer = new BlockWriter();

    SegmentEncoder(Effort effort) {
        this.effort = effort;
        this.matches = new MatchFinder(effort.nice());
    }

    /// The bytes that the blocks of `length` bytes of input take at most, with the room a [BitWriter] needs.
    static int bound(int length) {
        return BlockWriter.bound(length, length / BLOCK_BYTES + 1);
    }

    /// Compresses `data` from `start` to `end`; what lies from `first` to `start` went before and may be referred to.
    void encode(byte[] data, int first, int start, int end, BitWriter out) {
        matches.reset();
        matches.insert(data, first, Math.min(start, end - MARGIN));
        for (int at = start; at < end; at = block.end()) {
            block.restart(at);
            fill(data, first, Math.min(end, at + BLOCK_BYTES), end);
            writer.write(block, data, out);
        }
        writer.align(out);
    }

    /// Fills the block with sequences up to `blockEnd`, or a little beyond if a match begins before it and ends there.
    private void fill(byte[] data, int first, int blockEnd, int end) {
        int at = block.end();
        int searchEnd = Math.min(blockEnd, end - MARGIN);
        while (at < searchEnd) {
            int match = matches.find(data, at, first, end, MatchFinder.MIN_MATCH - 1);
            if (match == 0) {
                at += Math.min(1 + (at - block.end() >>> SKIP), effort.maxStep());
                continue;
            }
            int next = at + 1;
            while (MatchFinder.length(match) < effort.lazy() && next < searchEnd) {
                int better = matches.find(data, next, first, end, MatchFinder.length(match));
                if (better != 0) {
                    match = better;
                    at = next;
                }
                next++;
                if (better == 0) break;
            }
            int behind = at + MatchFinder.length(match);
            int missed = MatchFinder.before(data, at, Math.max(block.end(), first + MatchFinder.distance(match)), match);
            block.addMatch(data, at - missed, MatchFinder.length(match) + missed, MatchFinder.distance(match));
            at = behind;
            matches.insert(data, next, Math.min(at, end - MARGIN));
        }
        if (block.end() < blockEnd) block.addLiterals(data, blockEnd);
    }
}
