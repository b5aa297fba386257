package slipway.check.view;

import java.util.Optional;
import java.util.SequencedSet;
import slipway.dockerfile.Stage;

/// A `FROM` with its variables replaced. Only the `ARG`s before the first stage count here.
///
/// @param byDefault the image with no `--build-arg` at all; empty where that would be an error
/// @param known names that may be used: of platforms, and of all `ARG`s before the first stage, with a value or without
public record FromView(Stage stage, Use image, Optional<Use> platform, Optional<String> byDefault,
        SequencedSet<String> known) {}
