package slipway.bake.evaluate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Optional;

/// A number as HCL counts: binary, with a mantissa of 512 bits, and shown in the fewest digits that mean it.
///
/// The value is kept exactly, so that `0.1 + 0.2` is shown as 0.3 and `1 / 3 * 3` as 1, as others show them.
public final class Decimal implements Comparable<Decimal> {

    private static final int PRECISION = 512;
    private static final int DOUBLE_PRECISION = 53;
    private static final double DIGITS_PER_BIT = Math.log10(2);
    private static final int MAX_SCALE = 4000;

    private final BigDecimal value;
    private final int precision;

    private Decimal(BigDecimal value, int precision) {
        this.value = value;
        this.precision = precision;
    }

    public static Decimal of(long value) {
        return new Decimal(BigDecimal.valueOf(value), PRECISION);
    }

    /// The nearest number to a decimal.
    ///
    /// @throws FunctionFailed when it is too large or too small to be counted with
    public static Decimal of(BigDecimal value) {
        return rounded(value, PRECISION);
    }

    /// A number that was computed as a `double`.
    public static Decimal of(double value) {
        if (!Double.isFinite(value)) throw new FunctionFailed("the result is not a number");
        return rounded(new BigDecimal(value), DOUBLE_PRECISION);
    }

    /// A number as it may be written in HCL, JSON and environment variables.
    public static Optional<Decimal> parse(String text) {
        if (!text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?")
                || text.length() > 1000) return Optional.empty();
        return Optional.of(of(new BigDecimal(text)));
    }

    private static Decimal rounded(BigDecimal value, int precision) {
        if (Math.abs((long) value.scale()) > MAX_SCALE || value.precision() > 4 * MAX_SCALE) {
            throw new FunctionFailed("the number is too large or too small");
        }
        return new Decimal(binary(value, precision), precision);
    }

    /// The nearest value with so many bits, exactly.
    private static BigDecimal binary(BigDecimal value, int bits) {
        if (value.signum() == 0) return BigDecimal.ZERO;
        if (value.scale() <= 0 && value.toBigInteger().bitLength() <= bits) return value;
        BigInteger numerator = value.scale() > 0 ? value.unscaledValue() : value.toBigIntegerExact();
        BigInteger denominator = value.scale() > 0 ? BigInteger.TEN.pow(value.scale()) : BigInteger.ONE;
        int shift = bits - (numerator.bitLength() - denominator.bitLength());
        BigInteger mantissa = divide(numerator, denominator, shift);
        if (mantissa.bitLength() > bits) mantissa = divide(numerator, denominator, --shift);
        if (shift <= 0) return new BigDecimal(mantissa.shiftLeft(-shift));
        return new BigDecimal(mantissa.multiply(BigInteger.valueOf(5).pow(shift)), shift).stripTrailingZeros();
    }

    /// `numerator / denominator * 2^shift`, rounded half to even.
    private static BigInteger divide(BigInteger numerator, BigInteger denominator, int shift) {
        BigInteger n = shift > 0 ? numerator.shiftLeft(shift) : numerator;
        BigInteger d = shift < 0 ? denominator.shiftLeft(-shift) : denominator;
        return new BigDecimal(n).divide(new BigDecimal(d), 0, RoundingMode.HALF_EVEN).toBigInteger();
    }

    public Decimal plus(Decimal other) {
        return rounded(value.add(other.value), Math.max(precision, other.precision));
    }

    public Decimal minus(Decimal other) {
        return rounded(value.subtract(other.value), Math.max(precision, other.precision));
    }

    public Decimal times(Decimal other) {
        return rounded(value.multiply(other.value), Math.max(precision, other.precision));
    }

    public Decimal by(Decimal other) {
        if (other.value.signum() == 0) throw new FunctionFailed("division by zero");
        return rounded(value.divide(other.value, new MathContext(2 * PRECISION)), Math.max(precision, other.precision));
    }

    /// What a division to a whole number leaves, with the sign of the dividend.
    public Decimal modulo(Decimal other) {
        if (other.value.signum() == 0) throw new FunctionFailed("division by zero");
        return rounded(value.remainder(other.value), Math.max(precision, other.precision));
    }

    public Decimal negated() {
        return new Decimal(value.negate(), precision);
    }

    public int sign() {
        return value.signum();
    }

    public Decimal rounded(RoundingMode mode) {
        return new Decimal(value.setScale(0, mode), precision);
    }

    public double toDouble() {
        return value.doubleValue();
    }

    public BigDecimal exact() {
        return value;
    }

    public Optional<BigInteger> toInteger() {
        try {
            return Optional.of(value.toBigIntegerExact());
        } catch (ArithmeticException hasFraction) {
            return Optional.empty();
        }
    }

    /// As an `int`, if it is one.
    public Optional<Integer> toInt() {
        return toInteger().filter(whole -> whole.bitLength() < 32).map(BigInteger::intValueExact);
    }

    @Override
    public int compareTo(Decimal other) {
        return value.compareTo(other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Decimal decimal && compareTo(decimal) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(value.stripTrailingZeros());
    }

    /// Without an exponent, and with no more digits than needed to tell it from its neighbours.
    @Override
    public String toString() {
        if (value.signum() == 0) return "0";
        int bits = precision;
        if (value.scale() <= 0 && value.toBigInteger().bitLength() <= bits) return value.toBigInteger().toString();
        int most = (int) Math.ceil(bits * DIGITS_PER_BIT) + 2;
        int least = 1;
        while (least < most) {
            int middle = (least + most) / 2;
            if (means(middle)) most = middle;
            else least = middle + 1;
        }
        return value.round(new MathContext(most, RoundingMode.HALF_EVEN)).stripTrailingZeros().toPlainString();
    }

    private boolean means(int digits) {
        return binary(value.round(new MathContext(digits, RoundingMode.HALF_EVEN)), precision).compareTo(value) == 0;
    }
}
