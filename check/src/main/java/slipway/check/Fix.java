package slipway.check;

import java.util.List;

/// Edits that end a finding, and what they risk.
///
/// @param title what it does, as an order: `Write AS`
/// @param edits at least one; they do not overlap
public record Fix(String title, Safety safety, List<Edit> edits) {

    public Fix {
        if (edits.isEmpty()) throw new IllegalArgumentException("a fix changes something");
        edits = List.copyOf(edits);
    }

    /// Whether the edits may be made unseen.
    public enum Safety {
        /// The build makes the same of the file as before, but for what the rule is about.
        SAFE,
        /// The build may make something else of it; somebody has to look.
        UNSAFE,
        /// An example of what could be written; not to be applied.
        DISPLAY_ONLY
    }

    public static Fix safe(String title, Edit... edits) {
        return new Fix(title, Safety.SAFE, List.of(edits));
    }

    public static Fix unsafe(String title, Edit... edits) {
        return new Fix(title, Safety.UNSAFE, List.of(edits));
    }
}
