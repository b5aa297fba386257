package slipway.image.gzip;

import java.util.Arrays;

/// Writes a block in the cheapest of the three forms of RFC 1951, section 3.2.3: stored, fixed codes, codes of its own.
final class BlockWriter {
    private static final int STORED = 0;
    private static final int FIXED = 1;
    private static final int DYNAMIC = 2;
    /// The last-block flag, never set here, and the form.
    private static final int HEAD_BITS = 3;
    private static final int MAX_BITS = 15;
    private static final int MAX_STORED = 0xffff;
    private static final HuffmanCode FIXED_LITERALS = fixedLiterals();
    private static final HuffmanCode FIXED_DISTANCES = fixedDistances();

    private final HuffmanCode literals = new HuffmanCode(Alphabet.LITERALS, MAX_BITS);
    private final HuffmanCode distances = new HuffmanCode(Alphabet.DISTANCES, MAX_BITS);
    private final CodeLengths head = new CodeLengths();
    private final int[] literalCounts = new int[Alphabet.LITERALS];
    private final int[] distanceCounts = new int[Alphabet.DISTANCES];
    private final int[] lengthWords = new int[Alphabet.MAX_MATCH + 1];

    /// The bytes that blocks with `length` bytes of input take at most, if there are so many blocks.
    static int bound(int length, int blocks) {
        return length + 5 * (length / MAX_STORED + 2 * blocks) + BitWriter.SLACK;
    }

    /// Writes `block`, whose input is in `data`, as a block that is not the last one.
    void write(Block block, byte[] data, BitWriter out) {
        if (block.start() == block.end()) return;
        block.countSymbols(literalCounts, distanceCounts);
        literals.fit(literalCounts);
        distances.fit(distanceCounts);
        head.describe(literals, distances);
        long fixed = FIXED_LITERALS.cost(literalCounts) + FIXED_DISTANCES.cost(distanceCounts);
        long dynamic = head.cost() + literals.cost(literalCounts) + distances.cost(distanceCounts);
        if (storedCost(block, out) <= Math.min(fixed, dynamic) + extraBits() + HEAD_BITS) {
            writeStored(block, data, out);
        } else if (fixed <= dynamic) {
            out.write(FIXED << 1, HEAD_BITS);
            writeCoded(block, data, FIXED_LITERALS, FIXED_DISTANCES, out);
        } else {
            out.write(DYNAMIC << 1, HEAD_BITS);
            head.write(out);
            writeCoded(block, data, literals, distances, out);
        }
    }

    /// Brings `out` to a byte's border, where another stream of blocks can be put behind this one.
    void align(BitWriter out) {
        if (out.openBits() > 0) writeStoredHead(0, out);
    }

    private long extraBits() {
        long bits = 0;
        for (int extra = 1; extra <= 5; extra++) {
            for (int i = 0; i < 4; i++) bits += (long) extra * literalCounts[261 + 4 * extra + i];
        }
        bits -= 5L * literalCounts[Alphabet.LITERALS - 1];
        for (int symbol = 0; symbol < Alphabet.DISTANCES; symbol++) {
            bits += (long) distanceCounts[symbol] * Alphabet.extraBitsOfDistanceSymbol(symbol);
        }
        return bits;
    }

    private static long storedCost(Block block, BitWriter out) {
        int length = block.end() - block.start();
        int parts = (length + MAX_STORED - 1) / MAX_STORED;
        int padding = -(out.openBits() + HEAD_BITS) & 7;
        return HEAD_BITS + padding + 32L + 8L * length + 40L * (parts - 1);
    }

    private static void writeStored(Block block, byte[] data, BitWriter out) {
        for (int from = block.start(); from < block.end(); from += MAX_STORED) {
            int length = Math.min(MAX_STORED, block.end() - from);
            writeStoredHead(length, out);
            out.copy(data, from, length);
        }
    }

    private static void writeStoredHead(int length, BitWriter out) {
        out.write(STORED << 1, HEAD_BITS);
        out.align();
        out.write((long) (~length & 0xffff) << 16 | length, 32);
    }

    private void writeCoded(Block block, byte[] data, HuffmanCode literalCode, HuffmanCode distanceCode, BitWriter out) {
        int[] words = literalCode.words();
        for (int length = Alphabet.MIN_MATCH; length <= Alphabet.MAX_MATCH; length++) {
            int word = words[Alphabet.lengthSymbol(length)];
            int bits = word & 31;
            lengthWords[length] = (word >>> 5 | Alphabet.lengthExtra(length) << bits) << 5
                    | bits + Alphabet.lengthExtraBits(length);
        }
        out.writeSequences(block, data, words, lengthWords, distanceCode.words());
        int end = words[Alphabet.END_OF_BLOCK];
        out.write(end >>> 5, end & 31);
    }

    /// Two more symbols than can occur: they have a place in the code all the same (section 3.2.6).
    private static HuffmanCode fixedLiterals() {
        var lengths = new byte[288];
        Arrays.fill(lengths, 0, 144, (byte) 8);
        Arrays.fill(lengths, 144, 256, (byte) 9);
        Arrays.fill(lengths, 256, 280, (byte) 7);
        Arrays.fill(lengths, 280, 288, (byte) 8);
        var code = new HuffmanCode(288, 9);
        code.set(lengths);
        return code;
    }

    private static HuffmanCode fixedDistances() {
        var lengths = new byte[32];
        Arrays.fill(lengths, (byte) 5);
        var code = new HuffmanCode(32, 5);
        code.set(lengths);
        return code;
    }
}
