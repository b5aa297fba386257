package slipway.cli.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.image.json.Json;

/// Go's `printf`, for the verbs that make sense here: `%s %v %d %q %x %f %t %%`, with flags `-0+`, width and precision.
final class Printf {
    private static final Pattern VERB = Pattern.compile("%([-+0 #]*)(\\d{0,4})(?:\\.(\\d{0,3}))?(.)", Pattern.DOTALL);

    private Printf() {}

    static String format(List<Json> arguments) {
        if (arguments.isEmpty()) throw new Functions.Misuse("needs a format");
        Matcher verbs = VERB.matcher(Functions.text(arguments.getFirst()));
        var out = new StringBuilder();
        int next = 1;
        while (verbs.find()) {
            String shown;
            if (verbs.group(4).equals("%")) {
                shown = "%";
            } else if (next >= arguments.size()) {
                throw new Functions.Misuse("there is no value for " + verbs.group());
            } else {
                shown = padded(verbs, one(verbs, arguments.get(next++)));
            }
            verbs.appendReplacement(out, Matcher.quoteReplacement(shown));
        }
        if (next < arguments.size()) throw new Functions.Misuse("there are more values than verbs");
        return verbs.appendTail(out).toString();
    }

    private static String one(Matcher verb, Json value) {
        String precision = verb.group(3);
        return switch (verb.group(4)) {
            case "s", "v" -> {
                String text = GoText.print(value);
                yield precision == null || value instanceof Json.Num ? text
                        : text.substring(0, Math.min(text.length(), count(precision)));
            }
            case "q" -> Json.of(Functions.text(value)).toText();
            case "d" -> {
                if (!(value instanceof Json.Num number) || number.asLong()
                        .isEmpty()) throw new Functions.Misuse("%d needs a whole number");
                yield (verb.group(1).contains("+") && number.asLong().get() >= 0 ? "+" : "") + number.asLong().get();
            }
            case "f" -> {
                if (!(value instanceof Json.Num(var text))) throw new Functions.Misuse("%f needs a number");
                yield new BigDecimal(text).setScale(precision == null ? 6 : count(precision), RoundingMode.HALF_EVEN)
                        .toPlainString();
            }
            case "t" -> {
                if (!(value instanceof Json.Bool(var truth))) throw new Functions.Misuse("%t needs true or false");
                yield Boolean.toString(truth);
            }
            case "x" -> value instanceof Json.Num number && number.asLong().isPresent()
                    ? Long.toHexString(number.asLong().get())
                    : HexFormat.of().formatHex(Functions.text(value).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            default -> throw new Functions.Misuse("there is no verb " + verb.group());
        };
    }

    private static int count(String digits) {
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static String padded(Matcher verb, String text) {
        int missing = count(verb.group(2)) - text.codePointCount(0, text.length());
        if (missing <= 0) return text;
        if (verb.group(1).contains("-")) return text + " ".repeat(missing);
        boolean zeros = verb.group(1).contains("0") && "dfx".contains(verb.group(4));
        if (!zeros) return " ".repeat(missing) + text;
        boolean signed = text.startsWith("-") || text.startsWith("+");
        return (signed ? text.substring(0, 1) : "") + "0".repeat(missing) + (signed ? text.substring(1) : text);
    }
}
