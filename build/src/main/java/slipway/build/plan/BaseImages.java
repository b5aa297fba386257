package slipway.build.plan;

import java.io.IOException;
import slipway.build.BuildRequest;
import slipway.image.Image;
import slipway.image.Platform;
import slipway.image.Reference;

/// Finds the images that a Dockerfile names. Only their manifests and configurations are needed to plan.
public interface BaseImages {

    /// The image for this platform, or the only one there is.
    ///
    /// @param pull whether a registry is asked for it
    /// @throws slipway.diagnostics.SlipwayException when there is none, or it cannot be reached
    Image find(Reference reference, Platform platform, BuildRequest.PullPolicy pull) throws IOException;

    /// The image of a named context for a platform, made now if it was not needed before.
    Image make(BuildRequest.NamedContext.Made context, Platform platform) throws IOException;
}
