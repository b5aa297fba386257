package slipway.cli.view;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/// Numbers of bytes as Docker shows them: in powers of 1000, with three digits.
public final class Size {
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");

    private Size() {}

    /// `7.83MB`, `532kB`, `0B`.
    public static String human(long bytes) {
        BigDecimal value = BigDecimal.valueOf(bytes);
        BigDecimal thousand = BigDecimal.valueOf(1000);
        int unit = 0;
        while (value.round(new MathContext(3)).compareTo(thousand) >= 0 && unit < UNITS.size() - 1) {
            value = value.divide(thousand, 6, RoundingMode.HALF_EVEN);
            unit++;
        }
        return value.round(new MathContext(3)).stripTrailingZeros().toPlainString() + UNITS.get(unit);
    }

    /// With two decimals and a space, for what changes as one looks: `12.40 MB`.
    public static String moving(long bytes) {
        BigDecimal value = BigDecimal.valueOf(bytes);
        int unit = 0;
        while (value.compareTo(BigDecimal.valueOf(1000)) >= 0 && unit < UNITS.size() - 1) {
            value = value.divide(BigDecimal.valueOf(1000), 6, RoundingMode.HALF_EVEN);
            unit++;
        }
        return unit == 0 ? bytes + " B" : value.setScale(2, RoundingMode.DOWN).toPlainString() + " " + UNITS.get(unit);
    }
}
