package slipway.conformance;

import java.util.Set;

/// What came of a build.
sealed interface Outcome {

    /// @param view what was written
    /// @param output what was printed
    /// @param cached the names of the steps that were found in a cache
    record Built(ImageView view, String output, Set<String> cached) implements Outcome {}

    /// @param message what the builder said
    record Refused(String message) implements Outcome {}
}
