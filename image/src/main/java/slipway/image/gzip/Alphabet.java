package slipway.image.gzip;

/// The symbols of DEFLATE: how lengths and distances become a symbol and extra bits (RFC 1951, section 3.2.5).
///
/// The tables of the specification follow a rule, so they are computed: a symbol names the highest bits of a number, and
/// the bits below are extra.
final class Alphabet {
    static final int MIN_MATCH = 3;
    static final int MAX_MATCH = 258;
    /// The greatest distance back.
    static final int WINDOW = 1 << 15;

    static final int END_OF_BLOCK = 256;
    private static final int FIRST_LENGTH = 257;
    private static final int LONGEST_LENGTH = 285;
    /// Literals, end of block and lengths.
    static final int LITERALS = 286;
    static final int DISTANCES = 30;
    /// Symbols in which the lengths of the codes are written (section 3.2.7).
    static final int CODE_LENGTHS = 19;

    private Alphabet() {}

    static int lengthExtraBits(int length) {
        return length == MAX_MATCH ? 0 : Math.max(0, 29 - Integer.numberOfLeadingZeros(length - MIN_MATCH));
    }

    static int lengthSymbol(int length) {
        if (length == MAX_MATCH) return LONGEST_LENGTH;
        int extra = lengthExtraBits(length);
        return FIRST_LENGTH + 4 * extra + ((length - MIN_MATCH) >>> extra);
    }

    /// The value of the extra bits.
    static int lengthExtra(int length) {
        return (length - MIN_MATCH) & ((1 << lengthExtraBits(length)) - 1);
    }

    /// The number of extra bits of a distance; `reach` is the distance less one.
    static int distanceExtraBits(int reach) {
        return Math.max(0, 30 - Integer.numberOfLeadingZeros(reach));
    }

    static int distanceSymbol(int reach, int extraBits) {
        return 2 * extraBits + (reach >>> extraBits);
    }

    /// The number of extra bits behind the distance symbol.
    static int extraBitsOfDistanceSymbol(int symbol) {
        return Math.max(0, (symbol >>> 1) - 1);
    }
}
