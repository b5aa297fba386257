package slipway.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Blobs by digest, and names for some of them.
///
/// Safe under several threads and several processes: a blob appears whole or not at all, and names change in one step. A
/// process that dies leaves nothing but work to sweep.
public interface Store extends Blobs {

    /// Begins a new blob whose digest is not known yet.
    BlobWriter write() throws IOException;

    /// Stores bytes that are at hand. Storing what is there already does nothing.
    Descriptor put(String mediaType, byte[] bytes) throws IOException;

    /// Stores a blob of which the digest is known, reading `bytes` to its end; an interrupted earlier attempt is no
    /// obstacle. What does not match is not kept. When the blob is here already, nothing is read.
    ///
    /// @throws slipway.diagnostics.SlipwayException.CorruptData when the bytes are not what the descriptor says
    void put(Descriptor expected, InputStream bytes) throws IOException;

    /// Deletes a blob; one that is not here is no error.
    void delete(Digest digest) throws IOException;

    /// All blobs, sorted.
    List<Digest> list() throws IOException;

    /// The named artifacts: full reference to descriptor, in the order they were named.
    SequencedMap<Reference, Descriptor> names() throws IOException;

    /// What a name points to. A reference with a digest finds what a name of its repository points to, if that has the
    /// digest, whatever its tag.
    Optional<Descriptor> resolve(Reference name) throws IOException;

    /// Lets a name point to an artifact whose blobs are here, instead of to what it pointed to before.
    ///
    /// @throws slipway.diagnostics.SlipwayException.CorruptData when the artifact's own blob is not here
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
