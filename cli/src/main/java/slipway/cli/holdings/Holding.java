package slipway.cli.holdings;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.cli.view.Age;
import slipway.image.Artifact;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.Reference;

/// An artifact of the store with all its names.
///
/// @param names sorted; none for what has lost its name and was not yet deleted
/// @param image the image shown for it: itself, or of an index the one for this machine, or the first one that is here
/// @param size bytes of all its blobs that are here
public record Holding(List<Reference> names, Descriptor descriptor, Artifact artifact, Optional<Image> image, long size) {

    public Holding {
        names = List.copyOf(names);
    }

    /// What it is known by where names do not count: the image's ID, or the digest of an index without images.
    public Digest id() {
        return image.map(Image::id).orElse(descriptor.digest());
    }

    /// When it was made, if it says so.
    public Optional<Instant> created() {
        return image.flatMap(shown -> Age.parse(shown.config().created()));
    }

    /// Whether these hexadecimal digits begin its image ID or the digest of its manifest or index.
    boolean isMeantBy(String hex) {
        return id().hex().startsWith(hex) || descriptor.digest().hex().startsWith(hex)
                || image.filter(shown -> shown.descriptor().digest().hex().startsWith(hex)).isPresent();
    }
}
