package slipway.cli.progress;

import java.time.Duration;
import java.util.Locale;

/// Durations as BuildKit shows them.
final class Seconds {

    private Seconds() {}

    /// `1.2s`
    static String tenths(Duration duration) {
        return String.format(Locale.ROOT, "%.1fs", Math.max(0, duration.toMillis()) / 1000.0);
    }

    /// When in a step something was written: four digits, as in `0.123`, `12.34`.
    static String offset(Duration duration) {
        double seconds = Math.max(0, duration.toMillis()) / 1000.0;
        return String.format(Locale.ROOT, seconds < 10 ? "%.3f" : seconds < 100 ? "%.2f" : "%.1f", seconds);
    }
}
