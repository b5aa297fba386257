package slipway.image.gzip;

import java.util.Arrays;

/// Finds where the bytes at a position occurred before, not more than a window back.
///
/// A hash table of the first bytes; each of its buckets is one `long` with the places, modulo 65536, of the last four
/// positions that fell into it, the newest lowest. So a look-up with its update is one load and one store. A stale or
/// foreign place does no harm: a match is what lies in reach and compares equal.
final class MatchFinder {
    static final int MIN_MATCH = 4;
    private static final int HASH_BITS = 15;

    private final long[] buckets = new long[1 << HASH_BITS];
    private final int nice;

    /// @param nice a match as long as this is good enough to look no further
    MatchFinder(int nice) {
        this.nice = nice;
    }

    /// Forgets all positions.
    void reset() {
        Arrays.fill(buckets, 0);
    }

    private static int hash(byte[] data, int at) {
        return LittleEndian.readInt(data, at) * 0x9E3779B1 >>> 32 - HASH_BITS;
    }

    /// Remembers the positions from `from` up to `to`.
    void insert(byte[] data, int from, int to) {
        for (int at = from; at < to; at++) {
            int hash = hash(data, at);
            buckets[hash] = buckets[hash] << 16 | (at & 0xffff);
        }
    }

    /// Remembers `at`, and finds the longest match for it, not before `first` nor beyond `end`, that is longer than `beat`,
    /// a number from [#MIN_MATCH] less one.
    ///
    /// @return the match, to be read with [#length] and [#distance], or 0 if there is none
    int find(byte[] data, int at, int first, int end, int beat) {
        int hash = hash(data, at);
        long bucket = buckets[hash];
        buckets[hash] = bucket << 16 | (at & 0xffff);
        int hits = hits(data, at, bucket, beat - 3);
        int best = beat;
        int found = 0;
        while (hits != 0) {
            int reach = reach(at, bucket >>> 16 * Integer.numberOfTrailingZeros(hits));
            hits &= hits - 1;
            if (reach >= Alphabet.WINDOW || at - reach <= first) continue;
            int length = matchLength(data, at - reach - 1, at, end);
            if (length > best) {
                best = length;
                found = length << 16 | reach;
                if (length >= nice) break;
            }
        }
        return found;
    }

    /// The distance, less one, back from `at` to the place in the lowest bits of `bucket`.
    private static int reach(int at, long bucket) {
        return at - (int) bucket - 1 & 0xffff;
    }

    /// The candidates, as bits, whose four bytes `offset` after their place equal those `offset` after `at`.
    ///
    /// All are looked at without a branch, since which of them are equal cannot be foretold. So places out of reach are
    /// among them, and [#find] passes over these. The data must begin 65536 bytes before the first position that is
    /// looked up.
    private static int hits(byte[] data, int at, long bucket, int offset) {
        int bytes = LittleEndian.readInt(data, at + offset);
        int before = at + offset - 1;
        return (LittleEndian.readInt(data, before - reach(at, bucket)) == bytes ? 1 : 0)
                | (LittleEndian.readInt(data, before - reach(at, bucket >>> 16)) == bytes ? 2 : 0)
                | (LittleEndian.readInt(data, before - reach(at, bucket >>> 32)) == bytes ? 4 : 0)
                | (LittleEndian.readInt(data, before - reach(at, bucket >>> 48)) == bytes ? 8 : 0);
    }

    static int length(int match) {
        return match >>> 16;
    }

    static int distance(int match) {
        return (match & 0xffff) + 1;
    }

    /// The bytes before `at`, down to `from`, by which the match there could begin earlier.
    static int before(byte[] data, int at, int from, int match) {
        int most = Math.min(at - from, Alphabet.MAX_MATCH - length(match));
        int distance = distance(match);
        int more = equalBefore(data, at, distance);
        int count = more;
        while (more == 8 && count < most) {
            more = equalBefore(data, at - count, distance);
            count += more;
        }
        return Math.min(count, most);
    }

    /// How many of the eight bytes before `at` are equal to those `distance` before them, from the last one on.
    private static int equalBefore(byte[] data, int at, int distance) {
        long difference = LittleEndian.readLong(data, at - 8) ^ LittleEndian.readLong(data, at - 8 - distance);
        return Long.numberOfLeadingZeros(difference) >>> 3;
    }

    private static int matchLength(byte[] data, int candidate, int at, int end) {
        int limit = Math.min(end - at, Alphabet.MAX_MATCH);
        for (int length = 0; length < limit; length += 8) {
            long difference = LittleEndian.readLong(data, candidate + length) ^ LittleEndian.readLong(data, at + length);
            if (difference != 0) return Math.min(limit, length + (Long.numberOfTrailingZeros(difference) >>> 3));
        }
        return limit;
    }
}
