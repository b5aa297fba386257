package slipway.image.gzip;

import java.util.Arrays;

/// A stretch of input as sequences, each a run of literals and then a match, with the counts its Huffman codes need.
final class Block {
    private final long[] sequences;
    private final int[] literalCounts = new int[256];
    private final int[] otherLiteralCounts = new int[256];
    private final int[] lengthCounts = new int[Alphabet.MAX_MATCH + 1];
    private final int[] distanceCounts = new int[Alphabet.DISTANCES];
    private int size;
    private int start;
    private int end;

    /// @param capacity the sequences it holds at most, one for the literals at the end included
    Block(int capacity) {
        sequences = new long[capacity];
    }

    /// Empties it; the next sequence is of the data at `from`.
    void restart(int from) {
        Arrays.fill(literalCounts, 0);
        Arrays.fill(otherLiteralCounts, 0);
        Arrays.fill(lengthCounts, 0);
        Arrays.fill(distanceCounts, 0);
        size = 0;
        start = from;
        end = from;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    int size() {
        return size;
    }

    /// Adds the literals from the end of the block to `matchAt`, and a match there.
    void addMatch(byte[] data, int matchAt, int length, int distance) {
        int run = countLiterals(data, matchAt);
        lengthCounts[length]++;
        int reach = distance - 1;
        distanceCounts[Alphabet.distanceSymbol(reach, Alphabet.distanceExtraBits(reach))]++;
        sequences[size++] = (long) run << 32 | length << 16 | reach;
        end = matchAt + length;
    }

    /// Adds the literals from the end of the block to `to`.
    void addLiterals(byte[] data, int to) {
        if (to == end) return;
        sequences[size++] = (long) countLiterals(data, to) << 32;
        end = to;
    }

    /// Two tables by turns: equal bytes in a row would wait for each other's count in one.
    private int countLiterals(byte[] data, int to) {
        int[] even = literalCounts;
        int[] odd = otherLiteralCounts;
        int at = end;
        for (; at + 1 < to; at += 2) {
            even[data[at] & 0xff]++;
            odd[data[at + 1] & 0xff]++;
        }
        if (at < to) even[data[at] & 0xff]++;
        return to - end;
    }

    long sequence(int index) {
        return sequences[index];
    }

    static int run(long sequence) {
        return (int) (sequence >>> 32);
    }

    /// The length of the match, or 0 where there is none.
    static int length(long sequence) {
        return (int) sequence >>> 16;
    }

    static int distance(long sequence) {
        return ((int) sequence & 0xffff) + 1;
    }

    /// How often each symbol occurs, the one end of block included.
    void countSymbols(int[] literalsAndLengths, int[] distances) {
        Arrays.fill(literalsAndLengths, 0);
        for (int i = 0; i < 256; i++) literalsAndLengths[i] = literalCounts[i] + otherLiteralCounts[i];
        literalsAndLengths[Alphabet.END_OF_BLOCK] = 1;
        for (int length = Alphabet.MIN_MATCH; length <= Alphabet.MAX_MATCH; length++) {
            literalsAndLengths[Alphabet.lengthSymbol(length)] += lengthCounts[length];
        }
        System.arraycopy(distanceCounts, 0, distances, 0, Alphabet.DISTANCES);
    }
}
