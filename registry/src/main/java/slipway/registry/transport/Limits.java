package slipway.registry.transport;

import java.time.Duration;

/// How long we wait and how often we try.
///
/// @param connect until a connection stands
/// @param stall until the next byte of an answer or of a body that is being sent
/// @param attempts how often one request is sent, at most
/// @param pause before the second attempt; it doubles with each further one, less a random part
/// @param longestPause what no pause exceeds; a registry that asks for more is not asked again
public record Limits(Duration connect, Duration stall, int attempts, Duration pause, Duration longestPause) {

    public static final Limits USUAL =
            new Limits(Duration.ofSeconds(15), Duration.ofSeconds(60), 5, Duration.ofMillis(500), Duration.ofSeconds(60));

    public Limits {
        if (attempts < 1) throw new IllegalArgumentException("attempts: " + attempts);
    }

    public Limits withAttempts(int attempts) {
        return new Limits(connect, stall, attempts, pause, longestPause);
    }
}
