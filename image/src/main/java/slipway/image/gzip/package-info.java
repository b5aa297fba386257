/// Gzip written in Java alone, so that a layer's compressed bytes, and with them its digest, are the same on every
/// machine, JDK and number of processors.
///
/// The front door is [slipway.image.gzip.ParallelGzipStream]. Behind it, from the outside in: a `Segment` is a stretch of
/// input that one worker compresses; `SegmentEncoder` turns it into DEFLATE blocks (RFC 1951); `MatchFinder` finds
/// repetitions; `Block` holds what was found; `BlockWriter` picks the cheapest form and writes it with `HuffmanCode`
/// through a `BitWriter`.
///
/// **Any change that alters one output byte alters the digest of every image built.** The golden test stands guard. This
/// package uses nothing of the others and, of `java.util.zip`, the checksum alone: the JDK's `Deflater` gives other bytes
/// with another zlib.
@NullMarked
package slipway.image.gzip;

import org.jspecify.annotations.NullMarked;
