package slipway.cli.view;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// Times as Docker shows them: `2 weeks ago`.
public final class Age {

    /// What stands for a time that nobody wrote down, or that reproducible builds set to 1970.
    public static final String UNKNOWN = "N/A";

    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private Age() {}

    /// The moment that an RFC 3339 time means; absent for none, for nonsense and for the year 1 and the epoch, which say
    /// "unknown".
    public static Optional<Instant> parse(Optional<String> time) {
        try {
            return time.map(text -> OffsetDateTime.parse(text).toInstant()).filter(instant -> instant.getEpochSecond() > 0);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// How long ago that was, as Docker's `units.HumanDuration` says it.
    public static String ago(Instant then, Instant now) {
        return duration(Duration.between(then, now)) + " ago";
    }

    private static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 1) return "Less than a second";
        if (seconds == 1) return "1 second";
        if (seconds < 60) return seconds + " seconds";
        long minutes = seconds / 60;
        if (minutes == 1) return "About a minute";
        if (minutes < 60) return minutes + " minutes";
        long hours = (seconds + 1800) / 3600;
        if (hours == 1) return "About an hour";
        if (hours < 48) return hours + " hours";
        if (hours < 24 * 7 * 2) return hours / 24 + " days";
        if (hours < 24 * 30 * 2) return hours / 24 / 7 + " weeks";
        if (hours < 24 * 365 * 2) return hours / 24 / 30 + " months";
        return hours / 24 / 365 + " years";
    }

    /// The moment itself, in universal time: `2026-01-31 12:00:00 +0000 UTC`.
    public static String exact(Instant then) {
        return FULL.format(then.atOffset(ZoneOffset.UTC)) + " +0000 UTC";
    }
}
