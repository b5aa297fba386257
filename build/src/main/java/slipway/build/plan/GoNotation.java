package slipway.build.plan;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// Values as Go's `fmt` package prints them. Docker wrote them into image histories that way, and people and tools read
/// them there.
final class GoNotation {

    private GoNotation() {}

    /// `%q` of a list: `["a" "b"]`.
    static String quotedList(List<String> items) {
        return items.stream().map(GoNotation::quoted).collect(Collectors.joining(" ", "[", "]"));
    }

    /// `%v` of a list: `[a b]`.
    static String plainList(Collection<String> items) {
        return items.stream().collect(Collectors.joining(" ", "[", "]"));
    }

    /// `%q` of a string.
    static String quoted(String text) {
        var out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case 7 -> out.append("\\a");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case 11 -> out.append("\\v");
                default -> {
                    if (c < 0x20 || c == 0x7f) out.append(String.format("\\x%02x", c));
                    else out.appendCodePoint(c);
                }
            }
        });
        return out.append('"').toString();
    }

    /// `%q` of a small number, which Go takes for a character.
    static String character(long number) {
        if (number < 0x20 || number == 0x7f) return String.format("'\\x%02x'", number);
        return number == '\'' || number == '\\' ? "'\\" + (char) number + "'" : "'" + Character.toString((int) number) + "'";
    }

    /// A duration in nanoseconds, as `time.Duration` prints it: `1m30s`, `500ms`, `0s`.
    static String duration(long nanoseconds) {
        if (nanoseconds == 0) return "0s";
        if (nanoseconds < 1_000) return nanoseconds + "ns";
        if (nanoseconds < 1_000_000) return decimal(nanoseconds, 1_000) + "µs";
        if (nanoseconds < 1_000_000_000) return decimal(nanoseconds, 1_000_000) + "ms";
        long minutes = nanoseconds / 60_000_000_000L;
        String seconds = decimal(nanoseconds % 60_000_000_000L, 1_000_000_000) + "s";
        if (minutes == 0) return seconds;
        return minutes < 60 ? minutes + "m" + seconds : minutes / 60 + "h" + minutes % 60 + "m" + seconds;
    }

    private static String decimal(long number, long unit) {
        return new java.math.BigDecimal(number).divide(new java.math.BigDecimal(unit)).stripTrailingZeros().toPlainString();
    }
}
