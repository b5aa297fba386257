package slipway.build.remote;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Dates in headers: the form that servers should send, and the two old ones that must be understood (RFC 9110, 5.6.7).
final class HttpDates {

    private static final List<DateTimeFormatter> FORMS = List.of(DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss zzz", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH));

    private HttpDates() {}

    /// The time that a header's value says; absent when it says none.
    static Optional<Instant> parse(String text) {
        for (DateTimeFormatter form : FORMS) {
            try {
                TemporalAccessor parsed = form.parseBest(text.strip(), ZonedDateTime::from, LocalDateTime::from);
                return Optional.of(parsed instanceof ZonedDateTime zoned ? zoned.toInstant()
                        : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException another) {
                continue;
            }
        }
        return Optional.empty();
    }
}
