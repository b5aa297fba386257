package slipway.bake.compose;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import slipway.compose.yaml.YamlNode;

/// What a scalar of a compose file is as text: what stands in quotes as it is, numbers in their usual form.
final class ComposeText {

    private ComposeText() {}

    /// @param filled the scalar's text with variables filled in
    static String of(YamlNode.Scalar scalar, String filled) {
        if (isQuoted(scalar) || !filled.equals(scalar.text())) return filled;
        return number(filled).orElse(filled);
    }

    private static boolean isQuoted(YamlNode.Scalar scalar) {
        String written = scalar.location().source().text(scalar.location().span());
        return !written.isEmpty() && "\"'|>".indexOf(written.charAt(0)) >= 0;
    }

    private static Optional<String> number(String text) {
        String bare = text.replaceFirst("^[+-]", "").replace("_", "");
        String sign = text.startsWith("-") ? "-" : "";
        if (bare.length() > 60) return Optional.empty();
        if (bare.matches("0x[0-9a-fA-F]+")) return Optional.of(sign + new BigInteger(bare.substring(2), 16));
        if (bare.matches("0o?[0-7]+")) return Optional.of(sign + new BigInteger(bare.replace("o", ""), 8));
        if (bare.matches("0b[01]+")) return Optional.of(sign + new BigInteger(bare.substring(2), 2));
        if (bare.matches("(\\d+\\.\\d*|\\.\\d+|\\d+(?=[eE]))([eE][+-]?\\d{1,2})?")) return Optional.of(sign + decimal(bare));
        return Optional.empty();
    }

    private static String decimal(String text) {
        BigDecimal value = new BigDecimal(Double.toString(Double.parseDouble(text))).stripTrailingZeros();
        int exponent = value.precision() - value.scale() - 1;
        if (value.signum() == 0) return "0";
        if (exponent >= -4 && exponent < 21) return value.toPlainString();
        String digits = value.unscaledValue().toString();
        return digits.charAt(0) + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}
