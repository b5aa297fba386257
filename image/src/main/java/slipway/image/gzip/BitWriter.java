package slipway.image.gzip;

/// Bits packed into a byte array, the first one into the lowest place of a byte (RFC 1951, section 3.1.1).
///
/// Each write stores eight bytes, so the array has to be [#SLACK] bytes longer than what will be in it.
final class BitWriter {
    static final int SLACK = 16;

    private final byte[] bytes;
    private int position;
    private long pending;
    private int pendingCount;

    BitWriter(byte[] bytes) {
        this.bytes = bytes;
    }

    void reset() {
        position = 0;
        pending = 0;
        pendingCount = 0;
    }

    /// The whole bytes written so far.
    int position() {
        return position;
    }

    /// The bits, 0 to 7, that lie in a byte not yet full.
    int openBits() {
        return pendingCount;
    }

    /// Writes the lowest `count` bits of `value`, 0 to 48. Those above must be zero.
    void write(long value, int count) {
        pending |= value << pendingCount;
        pendingCount += count;
        LittleEndian.writeLong(bytes, position, pending);
        position += pendingCount >>> 3;
        pending >>>= pendingCount & 0x38;
        pendingCount &= 7;
    }

    /// Fills the last byte with zero bits.
    void align() {
        if (pendingCount > 0) write(0, 8 - pendingCount);
    }

    /// Copies whole bytes. Only where no bits are open.
    void copy(byte[] source, int from, int length) {
        if (pendingCount != 0) throw new IllegalStateException("bytes can only be copied to a byte's border");
        System.arraycopy(source, from, bytes, position, length);
        position += length;
    }

    /// Writes the symbols of `block`. This is [#write] in a loop, with its state in local variables for speed.
    ///
    /// A code word is `bits << 5 | count`; that of a length has its extra bits in it already. A pass of the inner loop
    /// adds at most 3 × 15 bits to the 7 that may be open; a match at most 15 + 5 + 15 + 13. Either fits into 64.
    void writeSequences(Block block, byte[] data, int[] literalWords, int[] lengthWords, int[] distanceWords) {
        byte[] out = bytes;
        int at = position;
        long bits = pending;
        int count = pendingCount;
        int from = block.start();
        for (int i = 0; i < block.size(); i++) {
            long sequence = block.sequence(i);
            int runEnd = from + Block.run(sequence);
            while (from < runEnd) {
                int word = literalWords[data[from++] & 0xff];
                bits |= (long) (word >>> 5) << count;
                count += word & 31;
                if (from < runEnd) {
                    word = literalWords[data[from++] & 0xff];
                    bits |= (long) (word >>> 5) << count;
                    count += word & 31;
                    if (from < runEnd) {
                        word = literalWords[data[from++] & 0xff];
                        bits |= (long) (word >>> 5) << count;
                        count += word & 31;
                    }
                }
                LittleEndian.writeLong(out, at, bits);
                at += count >>> 3;
                bits >>>= count & 0x38;
                count &= 7;
            }
            int length = Block.length(sequence);
            if (length == 0) continue;
            from += length;
            int lengthWord = lengthWords[length];
            bits |= (long) (lengthWord >>> 5) << count;
            count += lengthWord & 31;
            int reach = Block.distance(sequence) - 1;
            int extra = Alphabet.distanceExtraBits(reach);
            int distanceWord = distanceWords[Alphabet.distanceSymbol(reach, extra)];
            bits |= (long) (distanceWord >>> 5) << count;
            count += distanceWord & 31;
            bits |= (long) (reach & ((1 << extra) - 1)) << count;
            count += extra;
            LittleEndian.writeLong(out, at, bits);
            at += count >>> 3;
            bits >>>= count & 0x38;
            count &= 7;
        }
        position = at;
        pending = bits;
        pendingCount = count;
    }
}
