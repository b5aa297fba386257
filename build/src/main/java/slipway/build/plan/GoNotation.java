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
        text.codePoints().forEach(c -> out.append(escaped(c, '"')));
        return out.append('"').toString();
    }

    /// `%q` of a small number, which Go takes for a character.
    static String character(long number) {
        int c = number > Character.MAX_CODE_POINT || number >= 0xd800 && number < 0xe000 ? 0xfffd : (int) number;
        return "'" + escaped(c, '\'') + "'";
    }

    private static String escaped(int c, char quote) {
        return switch (c) {
            case 7 -> "\\a";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case 11 -> "\\v";
            case '\\' -> "\\\\";
            default -> {
                if (c == quote) yield "\\" + quote;
                if (isPrintable(c)) yield Character.toString(c);
                if (c < 0x80) yield String.format("\\x%02x", c);
                yield c < 0x10000 ? String.format("\\u%04x", c) : String.format("\\U%08x", c);
            }
        };
    }

    /// Letters, marks, numbers, punctuation, symbols and the ASCII space.
    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
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
