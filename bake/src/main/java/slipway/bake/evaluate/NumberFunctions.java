package slipway.bake.evaluate;

import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Functions of numbers.
final class NumberFunctions {

    static final List<Function> ALL = List.of(
            Function.of("absolute", "num:number", in -> Value.of(in.number(0).sign() < 0 ? in.number(0).negated()
                    : in.number(0))),
            Function.of("add", "a:number, b:number", in -> Value.of(in.number(0).plus(in.number(1)))),
            Function.of("ceil", "num:number", in -> Value.of(in.number(0).rounded(RoundingMode.CEILING))),
            Function.of("divide", "a:number, b:number", in -> Value.of(in.number(0).by(in.number(1)))),
            Function.of("floor", "num:number", in -> Value.of(in.number(0).rounded(RoundingMode.FLOOR))),
            Function.of("int", "num:number", in -> Value.of(in.number(0).rounded(RoundingMode.DOWN))),
            Function.of("log", "num:number, base:number", in -> Value.of(Decimal.of(
                    Math.log(in.number(0).toDouble()) / Math.log(in.number(1).toDouble())))),
            Function.of("max", "numbers:number...", in -> Value.of(numbers(in).max(Comparator.naturalOrder())
                    .orElseThrow())),
            Function.of("min", "numbers:number...", in -> Value.of(numbers(in).min(Comparator.naturalOrder())
                    .orElseThrow())),
            Function.of("modulo", "a:number, b:number", in -> Value.of(in.number(0).modulo(in.number(1)))),
            Function.of("multiply", "a:number, b:number", in -> Value.of(in.number(0).times(in.number(1)))),
            Function.of("negate", "num:number", in -> Value.of(in.number(0).negated())),
            Function.of("parseint", "number:string, base:number", NumberFunctions::parse),
            Function.of("pow", "num:number, power:number", in -> Value.of(Decimal.of(
                    Math.pow(in.number(0).toDouble(), in.number(1).toDouble())))),
            Function.of("signum", "num:number", in -> Value.of(in.whole(0).signum())),
            Function.of("subtract", "a:number, b:number", in -> Value.of(in.number(0).minus(in.number(1)))));

    private NumberFunctions() {}

    private static java.util.stream.Stream<Decimal> numbers(Inputs in) {
        if (in.size() == 0) throw new FunctionFailed("must pass at least one number");
        return java.util.stream.IntStream.range(0, in.size()).mapToObj(in::number);
    }

    private static Value parse(Inputs in) {
        int base = in.integer(1);
        if (base < 2 || base > 62) throw FunctionFailed.at(1, "the base must be between 2 and 62");
        String text = in.text(0);
        String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        if (digits.isEmpty() || digits.length() > 1000) throw notInteger(text, base);
        BigInteger value = BigInteger.ZERO;
        for (char c : (base <= 36 ? digits.toLowerCase(Locale.ROOT) : digits).toCharArray()) {
            int digit = digit(c);
            if (digit < 0 || digit >= base) throw notInteger(text, base);
            value = value.multiply(BigInteger.valueOf(base)).add(BigInteger.valueOf(digit));
        }
        return Value.of(Decimal.of(new java.math.BigDecimal(text.startsWith("-") ? value.negate() : value)));
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'z') return c - 'a' + 10;
        return c >= 'A' && c <= 'Z' ? c - 'A' + 36 : -1;
    }

    private static FunctionFailed notInteger(String text, int base) {
        return FunctionFailed.at(0, "cannot parse \"" + text + "\" as a base " + base + " integer");
    }
}
