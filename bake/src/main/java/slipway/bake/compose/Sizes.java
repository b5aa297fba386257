package slipway.bake.compose;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Amounts of memory: `64m`, `1.5 GB`, `1000000`; all units are powers of 1024.
final class Sizes {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?) ?([kKmMgGtTpP])?[iI]?[bB]?");
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");

    private Sizes() {}

    /// The size as Docker shows it: four digits and a unit.
    static Optional<String> shown(String text) {
        Matcher match = SIZE.matcher(text);
        if (!match.matches()) return Optional.empty();
        int power = match.group(2) == null ? 0 : "kmgtp".indexOf(match.group(2).toLowerCase(Locale.ROOT)) + 1;
        BigDecimal bytes = new BigDecimal(new BigDecimal(match.group(1)).multiply(BigDecimal.valueOf(1024).pow(power))
                .toBigInteger());
        int unit = 0;
        BigDecimal size = bytes;
        while (size.compareTo(BigDecimal.valueOf(1024)) >= 0 && unit < UNITS.size() - 1) {
            size = size.divide(BigDecimal.valueOf(1024));
            unit++;
        }
        return Optional.of(size.round(new MathContext(4)).stripTrailingZeros().toPlainString() + UNITS.get(unit));
    }
}
