package slipway.conformance;

/// What came of a build.
sealed interface Outcome {

    record Built(ImageView image) implements Outcome {}

    /// @param message what the builder said
    record Refused(String message) implements Outcome {}
}
