package slipway.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// Blobs by digest, and names for some of them.
///
/// Safe under several threads and several processes: a blob appears whole or not at all, and names change in one step. A
/// process that dies leaves nothing but work to sweep.
public interface Store {

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
    byte[] read(Descriptor blob) throws IOException;

    /// Begins a new blob whose digest is not known yet.
    BlobWriter write() throws IOException;

    /// Stores bytes that are at hand. Storing what is there already does nothing.
    Descriptor put(String mediaType, byte[] bytes) throws IOException;

    /// Stores a blob of which the digest is known, reading `bytes` to its end; an interrupted earlier attempt is no
    /// obstacle. What does not match is not kept.
    ///
    /// @throws slipway.diagnostics.SlipwayException.CorruptData when the bytes are not what the descriptor says
    void put(Descriptor expected, InputStream bytes) throws IOException;

    /// Deletes a blob; one that is not here is no error.
    void delete(Digest digest) throws IOException;

    /// All blobs, sorted.
    List<Digest> list() throws IOException;

    /// The named artifacts: full reference to descriptor, in the order they were named.
    SequencedMap<Reference, Descriptor> names() throws IOException;

    /// What a name points to.
    Optional<Descriptor> resolve(Reference name) throws IOException;

    /// Lets a name point to an artifact whose blobs are here, instead of to what it pointed to before.
    void name(Reference name, Descriptor artifact) throws IOException;

    /// Forgets a name; one that is not here is no error.
    void forget(Reference name) throws IOException;

    /// A blob being written. Bytes go to a temporary file; [#commit] makes them a blob.
    interface BlobWriter extends AutoCloseable {

        /// Where the bytes go.
        OutputStream stream();

        /// Ends the blob: what was written is hashed, synced and moved to its place.
        Descriptor commit(String mediaType) throws IOException;

        /// Gives up what was not committed.
        @Override
        void close() throws IOException;
    }
}
