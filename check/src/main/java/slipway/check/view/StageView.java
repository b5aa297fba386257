package slipway.check.view;

import java.util.List;
import java.util.Optional;
import slipway.dockerfile.Stage;

/// A stage as it is built.
///
/// @param parent the earlier stage it begins with, if it does
/// @param sources earlier stages it takes files from, in order; some may be there twice
/// @param image what is known of the image it begins with; empty for stages, `scratch` and images of which nothing is known
/// @param platform the one that the base is wanted for
/// @param steps triggers of the base first, then its own instructions
public record StageView(Stage stage, Optional<StageView> parent, List<StageView> sources, Optional<BaseImage> image,
        PlatformName platform, List<Step> steps) {

    public StageView {
        sources = List.copyOf(sources);
        steps = List.copyOf(steps);
    }
}
