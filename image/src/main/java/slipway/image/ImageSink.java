package slipway.image;

import java.io.IOException;
import java.util.Map;

/// A place that images can be written to.
public interface ImageSink {

    /// Writes an artifact and everything it needs, all of it from `store`, and lets `reference` point to it. What is there
    /// already is not sent again.
    void write(Artifact artifact, Reference reference, Store store, TransferListener listener) throws IOException;

    /// The same, knowing where blobs came from: a place that lies beside one of these origins may take blobs over from there
    /// instead of being sent them.
    default void write(Artifact artifact, Reference reference, Store store, Map<Digest, Reference> origins,
            TransferListener listener) throws IOException {
        write(artifact, reference, store, listener);
    }
}
