package slipway.image.gzip;

import java.util.Arrays;

/// The head of a block with codes of its own: the lengths of both codes' words, with repeats shortened and then written in
/// a third code (RFC 1951, section 3.2.7).
final class CodeLengths {
    private static final int REPEAT_LAST = 16;
    private static final int FEW_ZEROS = 17;
    private static final int MANY_ZEROS = 18;
    private static final int MAX_BITS = 7;
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private final byte[] lengths = new byte[Alphabet.LITERALS + Alphabet.DISTANCES];
    /// What is written, as `value of the extra bits << 5 | symbol`.
    private final int[] items = new int[lengths.length];
    private final int[] counts = new int[Alphabet.CODE_LENGTHS];
    private final HuffmanCode code = new HuffmanCode(Alphabet.CODE_LENGTHS, MAX_BITS);
    private int literals;
    private int distances;
    private int size;

    /// Takes in the two codes of a block.
    void describe(HuffmanCode literalCode, HuffmanCode distanceCode) {
        literals = literalCode.used(Alphabet.END_OF_BLOCK + 1);
        distances = distanceCode.used(1);
        for (int i = 0; i < literals; i++) lengths[i] = (byte) literalCode.length(i);
        for (int i = 0; i < distances; i++) lengths[literals + i] = (byte) distanceCode.length(i);
        size = 0;
        Arrays.fill(counts, 0);
        int total = literals + distances;
        for (int at = 0; at < total; ) {
            int same = at + 1;
            while (same < total && lengths[same] == lengths[at]) same++;
            addRun(lengths[at], same - at);
            at = same;
        }
        code.fit(counts);
    }

    private void addRun(int length, int times) {
        int left = times;
        if (length == 0) {
            for (; left >= 11; left -= Math.min(left, 138)) add(MANY_ZEROS, Math.min(left, 138) - 11);
            if (left >= 3) {
                add(FEW_ZEROS, left - 3);
                left = 0;
            }
        } else {
            add(length, 0);
            left--;
            for (; left >= 3; left -= Math.min(left, 6)) add(REPEAT_LAST, Math.min(left, 6) - 3);
        }
        for (; left > 0; left--) add(length, 0);
    }

    private void add(int symbol, int extra) {
        items[size++] = extra << 5 | symbol;
        counts[symbol]++;
    }

    private static int extraBits(int symbol) {
        return switch (symbol) {
            case REPEAT_LAST -> 2;
            case FEW_ZEROS -> 3;
            case MANY_ZEROS -> 7;
            default -> 0;
        };
    }

    private int ordered() {
        int ordered = ORDER.length;
        while (ordered > 4 && code.length(ORDER[ordered - 1]) == 0) ordered--;
        return ordered;
    }

    /// The bits that [#write] will write.
    long cost() {
        long bits = 5 + 5 + 4 + 3L * ordered() + code.cost(counts);
        for (int symbol = REPEAT_LAST; symbol <= MANY_ZEROS; symbol++) bits += (long) counts[symbol] * extraBits(symbol);
        return bits;
    }

    void write(BitWriter out) {
        int ordered = ordered();
        out.write(literals - 257, 5);
        out.write(distances - 1, 5);
        out.write(ordered - 4, 4);
        for (int i = 0; i < ordered; i++) out.write(code.length(ORDER[i]), 3);
        for (int i = 0; i < size; i++) {
            int symbol = items[i] & 31;
            int word = code.words()[symbol];
            out.write(word >>> 5, word & 31);
            out.write(items[i] >>> 5, extraBits(symbol));
        }
    }
}
