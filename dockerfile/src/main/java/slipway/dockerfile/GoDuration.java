package slipway.dockerfile;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lengths of time as Go writes them: `1m30s`, `500ms`, `1.5h`.
public final class GoDuration {

    private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final int MAX_LENGTH = 64;
    private static final Map<String, Long> UNITS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoDuration() {}

    /// The time in nanoseconds; empty if the text is no duration or one longer than 292 years.
    public static Optional<Long> parse(String text) {
        if (text.length() > MAX_LENGTH) return Optional.empty();
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) return Optional.of(0L);
        if (rest.isEmpty()) return Optional.empty();
        BigDecimal sum = BigDecimal.ZERO;
        Matcher matcher = PART.matcher(rest);
        int at = 0;
        while (at < rest.length()) {
            if (!matcher.region(at, rest.length()).lookingAt()) return Optional.empty();
            var unit = BigDecimal.valueOf(UNITS.getOrDefault(matcher.group(2), 0L));
            sum = sum.add(new BigDecimal(matcher.group(1)).multiply(unit).setScale(0, RoundingMode.DOWN));
            at = matcher.end();
        }
        if (negative) sum = sum.negate();
        if (sum.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) return Optional.empty();
        return Optional.of(sum.longValueExact());
    }
}
