package slipway.bake.evaluate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `format("%-10s %03d", …)`: verbs as in C, with `%v` for any value and `%q` for a quoted string.
final class Formatting {

    private static final Pattern VERB = Pattern.compile("%(?:(%)|([ #0+-]*)(\\[(\\d{1,4})])?"
            + "(\\d+)?(?:\\.(\\d*))?(\\[(\\d{1,4})])?(.?))",
            Pattern.DOTALL);
    private static final int MAX_WIDTH = 10_000;

    private final List<Value> arguments;
    private final StringBuilder out = new StringBuilder();
    private int next;
    private int most;

    private Formatting(List<Value> arguments) {
        this.arguments = arguments;
    }

    static String format(String format, List<Value> arguments) {
        var formatting = new Formatting(arguments);
        Matcher verbs = VERB.matcher(format);
        int at = 0;
        boolean numbered = false;
        while (verbs.find()) {
            formatting.out.append(format, at, verbs.start());
            at = verbs.end();
            numbered |= verbs.group(4) != null || verbs.group(8) != null;
            formatting.verb(verbs);
        }
        formatting.out.append(format, at, format.length());
        if (!numbered && formatting.most < arguments.size()) {
            throw new FunctionFailed("too many arguments; only " + formatting.most + " used by the format string");
        }
        Inputs.boundedLength(formatting.out.length());
        return formatting.out.toString();
    }

    private void verb(Matcher match) {
        if (match.group(1) != null) {
            out.append('%');
            return;
        }
        String verb = match.group(9);
        String index = match.group(4) != null ? match.group(4) : match.group(8);
        if (index != null) next = Integer.parseInt(index) - 1;
        if (next < 0 || next >= arguments.size()) throw new FunctionFailed("not enough arguments for " + match.group());
        Value value = arguments.get(next++);
        most = Math.max(most, next);
        int width = number(match.group(5), 0);
        int precision = match.group(6) == null ? -1 : number(match.group(6), 0);
        String flags = match.group(2);
        try {
            String text = text(verb, flags, precision, value);
            pad(text, width, flags, verb);
        } catch (FunctionFailed e) {
            throw new FunctionFailed("unsupported value for " + match.group() + ": " + e.getMessage());
        }
    }

    private static int number(@org.jspecify.annotations.Nullable String digits, int otherwise) {
        if (digits == null || digits.isEmpty()) return otherwise;
        if (digits.length() > 5 || Integer.parseInt(digits) > MAX_WIDTH) throw new FunctionFailed("a width of " + digits
                + " is too much");
        return Integer.parseInt(digits);
    }

    private static String text(String verb, String flags, int precision, Value value) {
        return switch (verb) {
            case "v" -> flags.contains("#") ? EncodingFunctions.json(value) : plain(value);
            case "s" -> clipped(string(value), precision);
            case "q" -> EncodingFunctions.json(Value.of(clipped(string(value), precision)));
            case "t" -> Conversion.convert(value, Type.FLAG) instanceof Value.Flag(var flag) ? Boolean.toString(flag)
                    : nothing("bool required");
            case "d" -> signed(whole(value).toString(), flags);
            case "b" -> signed(whole(value).toString(2), flags);
            case "o" -> signed(whole(value).toString(8), flags);
            case "x" -> signed(whole(value).toString(16), flags);
            case "X" -> signed(whole(value).toString(16).toUpperCase(Locale.ROOT), flags);
            case "e", "E" -> signed(exponent(figure(value).exact(), precision < 0 ? 6 : precision, verb), flags);
            case "f" -> signed(figure(value).exact().setScale(precision < 0 ? 6 : precision, RoundingMode.HALF_EVEN)
                    .toPlainString(), flags);
            case "g", "G" -> signed(general(figure(value), precision, verb), flags);
            default -> throw new FunctionFailed("unsupported format verb " + (verb.isEmpty() ? "at the end" : "%" + verb));
        };
    }

    private static String plain(Value value) {
        return switch (value) {
            case Value.Text(var text) -> text;
            case Value.Figure(var number) -> number.toString();
            case Value.Flag _, Value.Null _, Value.Items _, Value.Members _ -> EncodingFunctions.json(value);
        };
    }

    private static String string(Value value) {
        return Conversion.convert(value, Type.TEXT) instanceof Value.Text(var text) ? text : nothing("a string is required");
    }

    private static String clipped(String text, int precision) {
        if (precision < 0) return text;
        List<String> characters = TextFunctions.characters(text);
        return String.join("", characters.subList(0, Math.min(precision, characters.size())));
    }

    private static Decimal figure(Value value) {
        return Conversion.convert(value, Type.NUMBER) instanceof Value.Figure(var number) ? number
                : nothing("a number is required");
    }

    private static BigInteger whole(Value value) {
        return figure(value).toInteger().orElseThrow(() -> new FunctionFailed("a whole number is required"));
    }

    private static <T> T nothing(String message) {
        throw new FunctionFailed(message);
    }

    private static String signed(String number, String flags) {
        if (number.startsWith("-")) return number;
        return flags.contains("+") ? "+" + number : flags.contains(" ") ? " " + number : number;
    }

    private static String exponent(BigDecimal value, int precision, String verb) {
        if (value.signum() == 0) return new BigDecimal(BigInteger.ZERO, precision).toPlainString() + verb + "+00";
        BigDecimal rounded = value.round(new java.math.MathContext(precision + 1, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        String mantissa = rounded.movePointLeft(exponent).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
        return mantissa + verb + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    /// As short as can be: without an exponent between 1e-4 and 1e21, or the precision.
    private static String general(Decimal number, int precision, String verb) {
        BigDecimal value = precision < 0 ? new BigDecimal(number.toString())
                : number.exact().round(new java.math.MathContext(Math.max(1, precision), RoundingMode.HALF_EVEN));
        if (value.signum() == 0) return "0";
        BigDecimal bare = value.stripTrailingZeros();
        int exponent = bare.precision() - bare.scale() - 1;
        int limit = precision < 0 ? 21 : Math.max(1, precision);
        if (exponent >= -4 && exponent < limit) return bare.toPlainString();
        return exponent(bare, bare.precision() - 1, verb.equals("g") ? "e" : "E");
    }

    private void pad(String text, int width, String flags, String verb) {
        int missing = width - TextFunctions.characters(text).size();
        if (missing <= 0) {
            out.append(text);
        } else if (flags.contains("-")) {
            out.append(text).repeat(" ", missing);
        } else if (flags.contains("0") && "dboxXeEfgG".contains(verb)) {
            boolean signed = text.startsWith("-") || text.startsWith("+");
            out.append(signed ? text.substring(0, 1) : "").repeat("0", missing).append(signed ? text.substring(1) : text);
        } else {
            out.repeat(" ", missing).append(text);
        }
        Inputs.boundedLength(out.length());
    }
}
