package slipway.build;

import java.util.List;
import java.util.Optional;
import slipway.image.Artifact;
import slipway.image.Image;
import slipway.image.Reference;

/// What a build made.
///
/// @param artifact the image, or the index of the images for several platforms
/// @param images the image for each platform, in the order asked for
/// @param names under which it can be found, in full
/// @param steps how many steps there were, and how many of them came from the cache
/// @param largestStage the compressed size in bytes of the largest stage that went into it: what an image of one stage
///     would have had at least
public record BuildResult(Artifact artifact, List<Image> images, List<Reference> names, Steps steps, long largestStage) {

    public BuildResult {
        images = List.copyOf(images);
        names = List.copyOf(names);
    }

    /// @param total the steps the target needed
    /// @param cached those whose result was there already
    public record Steps(int total, int cached) {}

    /// The image, where there is one for just one platform.
    public Optional<Image> image() {
        return images.size() == 1 ? Optional.of(images.getFirst()) : Optional.empty();
    }
}
