package slipway.compose;

import java.util.SortedSet;

/// What happens while an image is composed.
public sealed interface ComposeEvent {

    /// A suite's signed release has been read and holds.
    record Verified(String suite, String codename, String date) implements ComposeEvent {}

    /// It is known which packages there will be.
    ///
    /// @param from where that is known from
    record Resolved(int packages, long bytes, From from) implements ComposeEvent {

        /// Where a resolution comes from.
        public enum From {
            MIRROR,
            LOCK
        }
    }

    /// Something needs a package that the composition leaves out.
    record Excluded(String name, SortedSet<String> neededBy) implements ComposeEvent {}

    /// A package is here.
    ///
    /// @param bytes how many had to be fetched; 0 when it was here before
    record Fetched(String name, String version, long bytes) implements ComposeEvent {}

    /// A layer is in the store.
    record LayerWritten(String what, long bytes) implements ComposeEvent {}

    /// The image is in the store.
    ///
    /// @param how whether anything had to be done for it
    record Composed(String digest, How how) implements ComposeEvent {

        /// Whether an image had to be made.
        public enum How {
            MADE,
            PRESENT
        }
    }
}
