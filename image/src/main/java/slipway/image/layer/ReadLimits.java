package slipway.image.layer;

import java.io.IOException;
import java.io.InputStream;
import slipway.image.tar.Decompressed;

/// How much of an archive we are ready to read. What exceeds it is [slipway.diagnostics.SlipwayException.CorruptData].
///
/// @param entries how many entries there may be
/// @param nameBytes the longest path or link, in bytes
/// @param headerBytes the most that the extended headers of one entry, its extended attributes included, may take
/// @param bytes how many bytes the tar may have, uncompressed
/// @param ratio how many bytes, uncompressed, one compressed byte may stand for, once there are more than 4 GiB
public record ReadLimits(long entries, int nameBytes, int headerBytes, long bytes, int ratio) {

    /// More than any honest image has: four million entries, paths of 4096 bytes, 1 TiB.
    public static final ReadLimits DEFAULT = new ReadLimits(4_000_000, 4096, 1 << 21, 1L << 40, 2000);

    /// The bytes behind whatever compression a stream has, within these limits.
    Decompressed decompress(InputStream compressed) throws IOException {
        return new Decompressed(compressed, bytes, ratio);
    }
}
