package slipway.image.gzip;

import java.util.Arrays;

/// A prefix code fitted to how often its symbols occur, no code word longer than a limit (RFC 1951, section 3.2.2).
///
/// Always complete and of at least two words, since some decoders take no less.
final class HuffmanCode {
    private final int symbols;
    private final int maxBits;
    private final byte[] lengths;
    private final int[] words;
    /// The symbols in use as `count << 10 | symbol`, so that sorting them leaves nothing to chance.
    private final long[] order;
    private final long[] tree;
    private final int[] wordsOfLength;

    HuffmanCode(int symbols, int maxBits) {
        this.symbols = symbols;
        this.maxBits = maxBits;
        lengths = new byte[symbols];
        words = new int[symbols];
        order = new long[symbols];
        tree = new long[symbols];
        wordsOfLength = new int[Math.max(symbols, maxBits) + 1];
    }

    /// The code word of each symbol as `bits << 5 | count`, its bits in the order in which they are written.
    int[] words() {
        return words;
    }

    /// The number of bits of a symbol's word, 0 if it has none.
    int length(int symbol) {
        return lengths[symbol];
    }

    /// The number of symbols up to the last that has a word, at least `least`.
    int used(int least) {
        int used = symbols;
        while (used > least && lengths[used - 1] == 0) used--;
        return used;
    }

    /// The bits that symbols occurring so often take together.
    long cost(int[] counts) {
        long bits = 0;
        for (int i = 0; i < counts.length; i++) bits += (long) counts[i] * lengths[i];
        return bits;
    }

    /// Makes this the best code for symbols that occur so often.
    void fit(int[] counts) {
        int used = 0;
        for (int i = 0; i < symbols; i++) if (counts[i] > 0) order[used++] = (long) counts[i] << 10 | i;
        for (int i = 0; used < 2; i++) if (counts[i] == 0) order[used++] = i;
        Arrays.sort(order, 0, used);
        countWordLengths(used);
        keepWithinLimit();
        Arrays.fill(lengths, (byte) 0);
        int next = 0;
        for (int length = maxBits; length > 0; length--) {
            for (int i = wordsOfLength[length]; i > 0; i--) lengths[(int) order[next++] & 1023] = (byte) length;
        }
        assignWords();
    }

    /// Makes this the code with the given lengths, which must be those of a complete code.
    void set(byte[] wordLengths) {
        System.arraycopy(wordLengths, 0, lengths, 0, symbols);
        Arrays.fill(wordsOfLength, 0);
        for (byte length : lengths) if (length > 0) wordsOfLength[length]++;
        assignWords();
    }

    /// Huffman's algorithm on the sorted counts, in place: with the symbols sorted, the nodes of the tree are made in the
    /// order of their weight too, so two queues in one array take the place of a heap (Moffat and Katajainen, 1995).
    private void countWordLengths(int used) {
        for (int i = 0; i < used; i++) tree[i] = order[i] >>> 10;
        int leaf = 0;
        int node = 0;
        for (int made = 0; made < used - 1; made++) {
            long weight = 0;
            for (int child = 0; child < 2; child++) {
                if (leaf < used && (node >= made || tree[leaf] <= tree[node])) {
                    weight += tree[leaf++];
                } else {
                    weight += tree[node];
                    tree[node++] = made;
                }
            }
            tree[made] = weight;
        }
        Arrays.fill(wordsOfLength, 0);
        int root = used - 2;
        tree[root] = 0;
        for (int i = root - 1; i >= 0; i--) tree[i] = tree[(int) tree[i]] + 1; // Now each node's depth.
        int places = 1;
        int at = root;
        for (int depth = 0; places > 0; depth++) {
            int inner = 0;
            for (; at >= 0 && tree[at] == depth; at--) inner++;
            wordsOfLength[depth] = places - inner;
            places = 2 * inner;
        }
    }

    /// Shortens the words that are too long, and makes room for them by lengthening the cheapest of the others.
    ///
    /// The sum is Kraft's, in units of the longest word: a code is complete when it is `1 << maxBits`. Cut words make it
    /// too great. Each step takes one word away from the limit and puts it beside a shorter one, a bit further down,
    /// which lowers the sum by one.
    private void keepWithinLimit() {
        long sum = 0;
        for (int length = wordsOfLength.length - 1; length > maxBits; length--) {
            wordsOfLength[maxBits] += wordsOfLength[length];
            wordsOfLength[length] = 0;
        }
        for (int length = 1; length <= maxBits; length++) sum += (long) wordsOfLength[length] << (maxBits - length);
        for (; sum > 1L << maxBits; sum--) {
            int shorter = maxBits - 1;
            while (wordsOfLength[shorter] == 0) shorter--;
            wordsOfLength[maxBits]--;
            wordsOfLength[shorter]--;
            wordsOfLength[shorter + 1] += 2;
        }
    }

    /// Canonical words: shorter ones first, and by symbol among those of one length.
    private void assignWords() {
        int[] next = new int[maxBits + 1];
        for (int length = 1, word = 0; length <= maxBits; length++) {
            word = (word + (length == 1 ? 0 : wordsOfLength[length - 1])) << 1;
            next[length] = word;
        }
        for (int i = 0; i < symbols; i++) {
            int length = lengths[i];
            words[i] = length == 0 ? 0 : (Integer.reverse(next[length]++) >>> (32 - length)) << 5 | length;
        }
    }
}
