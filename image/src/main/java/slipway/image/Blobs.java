package slipway.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/// Blobs that can be read by digest: those of a [Store], of a layout, of an archive.
public interface Blobs {

    /// Whether the blob is here. Says nothing of its bytes; those are verified as they are read.
    boolean contains(Digest digest);

    /// The size in bytes of the blob, if it is here.
    OptionalLong size(Digest digest);

    /// Opens a blob for reading. The stream verifies as it reads: at the end of the bytes it throws
    /// [slipway.diagnostics.SlipwayException.CorruptData] when they are not those of the digest or longer or shorter than
    /// the descriptor says.
    ///
    /// @throws slipway.diagnostics.SlipwayException.CorruptData when the blob is not here
    InputStream open(Descriptor blob) throws IOException;

    /// The bytes of a small blob (a manifest, a configuration), verified.
    ///
    /// @throws slipway.diagnostics.SlipwayException.CorruptData when the blob is not here, not what it should be, or no
    ///     small blob
    byte[] read(Descriptor blob) throws IOException;
}
