package slipway.image.gzip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The rule against the tables of RFC 1951, section 3.2.5.
class AlphabetTest {
    private static final int[] LENGTH_FROM = {
            3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163,
            195, 227, 258
    };
    private static final int[] LENGTH_EXTRA = {
            0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };
    private static final int[] DISTANCE_FROM = {
            1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073,
            4097, 6145, 8193, 12289, 16385, 24577
    };
    private static final int[] DISTANCE_EXTRA = {
            0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13
    };

    @Test
    void lengthsAreThoseOfTheTable() {
        for (int length = 3; length <= 258; length++) {
            int row = lastNotAbove(LENGTH_FROM, length);
            assertThat(Alphabet.lengthSymbol(length)).isEqualTo(257 + row);
            assertThat(Alphabet.lengthExtraBits(length)).isEqualTo(LENGTH_EXTRA[row]);
            assertThat(Alphabet.lengthExtra(length)).isEqualTo(length - LENGTH_FROM[row]);
        }
    }

    @Test
    void distancesAreThoseOfTheTable() {
        for (int distance = 1; distance <= 32_768; distance++) {
            int row = lastNotAbove(DISTANCE_FROM, distance);
            int extra = Alphabet.distanceExtraBits(distance - 1);
            assertThat(extra).isEqualTo(DISTANCE_EXTRA[row]);
            assertThat(Alphabet.distanceSymbol(distance - 1, extra)).isEqualTo(row);
            assertThat(Alphabet.extraBitsOfDistanceSymbol(row)).isEqualTo(extra);
            assertThat(distance - 1 & (1 << extra) - 1).isEqualTo(distance - DISTANCE_FROM[row]);
        }
    }

    private static int lastNotAbove(int[] rows, int value) {
        int row = rows.length - 1;
        while (rows[row] > value) row--;
        return row;
    }
}
