package slipway.image.gzip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HuffmanCodeTest {

    @Test
    void codesAreCompleteWithinTheLimitAndNoWordBeginsAnother() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            int symbols = 2 + random.nextInt(285);
            int limit = 15 - random.nextInt(1 + 15 - bitsFor(symbols));
            int[] counts = counts(random, symbols);
            var code = new HuffmanCode(symbols, limit);
            code.fit(counts);
            long sum = 0;
            boolean[] taken = new boolean[1 << limit];
            for (int i = 0; i < symbols; i++) {
                int length = code.length(i);
                assertThat(length).as("seed %d", seed).isBetween(counts[i] > 0 ? 1 : 0, limit);
                if (length == 0) continue;
                sum += 1L << limit - length;
                assertThat(code.words()[i] & 31).isEqualTo(length);
                int bits = code.words()[i] >>> 5;
                for (int above = 0; above < 1 << limit - length; above++) {
                    assertThat(taken[above << length | bits]).as("seed %d", seed).isFalse();
                    taken[above << length | bits] = true;
                }
            }
            assertThat(sum).as("seed %d", seed).isEqualTo(1L << limit);
        }
    }

    @Test
    void withoutAPressingLimitTheCodeIsTheBest() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            int[] counts = new int[2 + random.nextInt(200)];
            for (int i = 0; i < counts.length; i++) counts[i] = 1 + random.nextInt(40);
            var code = new HuffmanCode(counts.length, 15);
            code.fit(counts);
            assertThat(code.cost(counts)).as("seed %d", seed).isEqualTo(bestCost(counts));
        }
    }

    @Test
    void growingLikeFibonaccisNumbersPressesOnTheLimit() {
        int[] counts = new int[40];
        counts[0] = 1;
        counts[1] = 1;
        for (int i = 2; i < counts.length; i++) counts[i] = counts[i - 1] + counts[i - 2];
        var code = new HuffmanCode(counts.length, 15);
        code.fit(counts);
        assertThat(Arrays.stream(code.words()).map(word -> word & 31).max()).hasValue(15);
        assertThat(code.cost(counts)).isBetween(bestCost(counts), bestCost(counts) * 11 / 10);
    }

    @Test
    void aCodeHasTwoWordsEvenForOneSymbolOrNone() {
        var code = new HuffmanCode(30, 15);
        code.fit(new int[30]);
        assertThat(code.length(0)).isEqualTo(1);
        assertThat(code.length(1)).isEqualTo(1);
        int[] counts = new int[30];
        counts[0] = 9;
        code.fit(counts);
        assertThat(code.used(1)).isEqualTo(2);
        assertThat(code.length(0)).isEqualTo(1);
    }

    private static int[] counts(Random random, int symbols) {
        int[] counts = new int[symbols];
        int shape = random.nextInt(31);
        for (int i = 0; i < symbols; i++) {
            if (random.nextInt(4) > 0) counts[i] = random.nextInt(1 << random.nextInt(shape + 1));
        }
        return counts;
    }

    private static int bitsFor(int symbols) {
        return 32 - Integer.numberOfLeadingZeros(symbols - 1);
    }

    /// The sum of the inner nodes of Huffman's tree.
    private static long bestCost(int[] counts) {
        var queue = new PriorityQueue<Long>();
        for (int count : counts) queue.add((long) count);
        long cost = 0;
        while (queue.size() > 1) {
            long node = queue.remove() + queue.remove();
            cost += node;
            queue.add(node);
        }
        return cost;
    }
}
