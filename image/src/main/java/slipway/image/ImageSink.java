package slipway.image;

import java.io.IOException;

/// A place that images can be written to.
public interface ImageSink {

    /// Writes an artifact and everything it needs, all of it from `store`, and lets `reference` point to it. What is there
    /// already is not sent again.
    void write(Artifact artifact, Reference reference, Store store, TransferListener listener) throws IOException;
}
