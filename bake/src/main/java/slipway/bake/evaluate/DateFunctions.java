package slipway.bake.evaluate;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Functions of points in time, which are strings as RFC 3339 has them.
final class DateFunctions {

    private static final Pattern RFC_3339 = Pattern.compile(
            "\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");
    private static final Pattern LETTERS = Pattern.compile("'((?:[^']|'')*)'|([A-Za-z])\\2*|'|[^A-Za-z']+");
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");

    static final List<Function> ALL = List.of(
            Function.of("formatdate", "format:string, time:string", in ->
                    Value.of(format(in.text(0), time(in.text(1), 1)))),
            Function.of("formattimestamp", "format:string, time:any", DateFunctions::formatAny),
            Function.of("timeadd", "timestamp:string, duration:string", in -> Value.of(
                    shown(time(in.text(0), 0).plus(duration(in.text(1)))))),
            Function.of("unixtimestampparse", "unix_timestamp:any", in -> parts(unix(in.value(0)))));

    private DateFunctions() {}

    static OffsetDateTime time(String text, int argument) {
        try {
            if (!RFC_3339.matcher(text).matches()) throw FunctionFailed.at(argument, "not a valid RFC3339 timestamp: "
                    + text);
            return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException e) {
            throw FunctionFailed.at(argument, "not a valid RFC3339 timestamp: " + text);
        }
    }

    static String shown(OffsetDateTime time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.truncatedTo(ChronoUnit.SECONDS));
    }

    private static Value formatAny(Inputs in) {
        OffsetDateTime time = in.value(1) instanceof Value.Text(var text) ? time(text, 1) : unix(in.value(1));
        if (in.text(0).equals("X")) return Value.of(Long.toString(time.toEpochSecond()));
        return Value.of(format(in.text(0), time));
    }

    private static OffsetDateTime unix(Value value) {
        if (!(value instanceof Value.Figure(var number))) throw new FunctionFailed("a number of seconds is required");
        try {
            long seconds = number.toInteger().orElseThrow(() -> new FunctionFailed("a whole number of seconds is required"))
                    .longValueExact();
            return Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC);
        } catch (ArithmeticException | DateTimeException e) {
            throw new FunctionFailed("this number of seconds is too large");
        }
    }

    private static Value parts(OffsetDateTime time) {
        var parts = new TreeMap<String, Value>(Value.ORDER);
        parts.put("year", Value.of(time.getYear()));
        parts.put("year_day", Value.of(time.getDayOfYear()));
        parts.put("day", Value.of(time.getDayOfMonth()));
        parts.put("month", Value.of(time.getMonthValue()));
        parts.put("month_name", Value.of(time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
        parts.put("weekday", Value.of(time.getDayOfWeek().getValue() % 7));
        parts.put("weekday_name", Value.of(time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
        parts.put("hour", Value.of(time.getHour()));
        parts.put("minute", Value.of(time.getMinute()));
        parts.put("second", Value.of(time.getSecond()));
        parts.put("rfc3339", Value.of(shown(time)));
        parts.put("iso_year", Value.of(time.get(IsoFields.WEEK_BASED_YEAR)));
        parts.put("iso_week", Value.of(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)));
        return Value.object(parts);
    }

    /// Go's durations: `1h30m`, `-1.5s`.
    private static Duration duration(String text) {
        String bare = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        if (bare.equals("0")) return Duration.ZERO;
        Matcher parts = DURATION.matcher(bare);
        var nanos = java.math.BigDecimal.ZERO;
        int at = 0;
        while (parts.find() && parts.start() == at) {
            nanos = nanos.add(new java.math.BigDecimal(parts.group(1))
                    .multiply(java.math.BigDecimal.valueOf(nanos(parts.group(2)))));
            at = parts.end();
        }
        if (at == 0 || at < bare.length() || nanos.precision() - nanos.scale() > 18) {
            throw FunctionFailed.at(1, "not a duration: " + text);
        }
        Duration duration = Duration.ofNanos(nanos.longValue());
        return text.startsWith("-") ? duration.negated() : duration;
    }

    private static long nanos(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs", "μs" -> 1_000;
            case "ms" -> 1_000_000;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> throw new IllegalStateException(unit);
        };
    }

    private static String format(String format, OffsetDateTime time) {
        var out = new StringBuilder();
        Matcher parts = LETTERS.matcher(format);
        while (parts.find()) {
            if (parts.group(1) != null) out.append(parts.group(1).isEmpty() ? "'" : parts.group(1).replace("''", "'"));
            else if (parts.group(2) != null) out.append(verb(parts.group(), time));
            else if (parts.group().equals("'")) throw FunctionFailed.at(0, "a quoted text has no end");
            else out.append(parts.group());
        }
        return out.toString();
    }

    private static String verb(String verb, OffsetDateTime time) {
        int hour = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        return switch (verb) {
            case "YYYY" -> padded(time.getYear(), 4);
            case "YY" -> padded(time.getYear() % 100, 2);
            case "MMMM" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "MMM" -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
            case "MM" -> padded(time.getMonthValue(), 2);
            case "M" -> padded(time.getMonthValue(), 1);
            case "DD" -> padded(time.getDayOfMonth(), 2);
            case "D" -> padded(time.getDayOfMonth(), 1);
            case "EEEE" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case "EEE" -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
            case "hh" -> padded(time.getHour(), 2);
            case "h" -> padded(time.getHour(), 1);
            case "HH" -> padded(hour, 2);
            case "H" -> padded(hour, 1);
            case "AA" -> time.getHour() < 12 ? "AM" : "PM";
            case "aa" -> time.getHour() < 12 ? "am" : "pm";
            case "mm" -> padded(time.getMinute(), 2);
            case "m" -> padded(time.getMinute(), 1);
            case "ss" -> padded(time.getSecond(), 2);
            case "s" -> padded(time.getSecond(), 1);
            case "ZZZZZ" -> DateTimeFormatter.ofPattern("xxx", Locale.ROOT).format(time);
            case "ZZZZ" -> DateTimeFormatter.ofPattern("xx", Locale.ROOT).format(time);
            case "ZZZ" -> time.getOffset().equals(ZoneOffset.UTC) ? "UTC"
                    : DateTimeFormatter.ofPattern("xx", Locale.ROOT).format(time);
            case "Z" -> time.getOffset().getId();
            default -> throw FunctionFailed.at(0, "there is no date format " + verb
                    + "; letters that are text stand in '…'");
        };
    }

    private static String padded(int number, int digits) {
        String text = Integer.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
