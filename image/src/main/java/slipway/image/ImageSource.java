package slipway.image;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A place that images can be taken from: a registry, the store, a layout, an archive.
public interface ImageSource {

    /// Looks a name up and loads what it points to: an image, or an index with the images it lists still unloaded.
    ///
    /// @return absent when this place does not have it
    Optional<Artifact> resolve(Reference reference) throws IOException;

    /// The image for a platform: from an index the one listed for it, else the one image there is, whatever its platform.
    ///
    /// @return absent when this place does not have it
    /// @throws slipway.diagnostics.SlipwayException.BadInput when the index has none for the platform; the hint lists those
    ///     it has
    Optional<Image> resolve(Reference reference, Platform platform) throws IOException;

    /// Sees to it that these blobs of an artifact are in `store`, fetching the missing ones, several at a time.
    void fetch(Reference reference, List<Descriptor> blobs, Store store, TransferListener listener) throws IOException;
}
