package slipway.diagnostics;

import java.util.Optional;

/// What is wrong, in the user's words; where, if it is somewhere; and what would help, if anything is known to.
public record Problem(String message, Optional<Location> location, Optional<String> hint) {

    public Problem {
        if (message.isBlank()) throw new IllegalArgumentException("a problem says what is wrong");
    }

    public static Problem of(String message) {
        return new Problem(message, Optional.empty(), Optional.empty());
    }

    public static Problem at(Source source, Span span, String message) {
        return new Problem(message, Optional.of(new Location(source, span)), Optional.empty());
    }

    public Problem hint(String hint) {
        return new Problem(message, location, Optional.of(hint));
    }

    /// This problem with a place, unless it already has a more exact one.
    public Problem in(Location place) {
        return location.isPresent() ? this : new Problem(message, Optional.of(place), hint);
    }
}
