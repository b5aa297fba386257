package slipway.bake.evaluate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Semantic versions (semver.org 2.0) and constraints on them, such as `>= 1.2, < 2` and `^1.4 || 2.x`.
final class Versions {

    private static final Pattern VERSION = Pattern.compile(
            "v?(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?");
    private static final Pattern CONSTRAINT = Pattern.compile(
            "(=|==|!=|>|<|>=|=>|<=|=<|~|~>|\\^)?\\s*v?([xX*]|\\d{1,9})(?:\\.([xX*]|\\d{1,9}))?(?:\\.([xX*]|\\d{1,9}))?"
                    + "(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?");
    private static final Pattern RANGE = Pattern.compile("(\\S+)\\s+-\\s+(\\S+)");
    private static final int ANY = -1;

    private Versions() {}

    private record Version(int major, int minor, int patch, String pre) implements Comparable<Version> {

        static Version parse(String text) {
            Matcher match = VERSION.matcher(text);
            if (!match.matches()) throw FunctionFailed.at(0, "not a semantic version: " + text);
            return new Version(number(match.group(1)), number(match.group(2)), number(match.group(3)),
                    match.group(4) == null ? "" : match.group(4));
        }

        @Override
        public int compareTo(Version other) {
            int numbers = Integer.compare(major, other.major);
            if (numbers == 0) numbers = Integer.compare(minor, other.minor);
            if (numbers == 0) numbers = Integer.compare(patch, other.patch);
            if (numbers != 0 || pre.equals(other.pre)) return numbers;
            if (pre.isEmpty() || other.pre.isEmpty()) return pre.isEmpty() ? 1 : -1;
            return comparePre(pre.split("\\."), other.pre.split("\\."));
        }

        private static int comparePre(String[] a, String[] b) {
            for (int i = 0; i < Math.min(a.length, b.length); i++) {
                boolean x = a[i].matches("\\d+");
                boolean y = b[i].matches("\\d+");
                int order = x && y ? new BigInteger(a[i]).compareTo(new BigInteger(b[i]))
                        : x != y ? (x ? -1 : 1) : a[i].compareTo(b[i]);
                if (order != 0) return order;
            }
            return Integer.compare(a.length, b.length);
        }
    }

    static boolean satisfies(String version, String constraint) {
        Version parsed = Version.parse(version);
        boolean satisfied = false;
        for (String alternative : constraint.split("\\|\\|", -1)) satisfied |= satisfiesAll(parsed, alternative);
        return satisfied;
    }

    private static boolean satisfiesAll(Version version, String constraints) {
        boolean satisfied = true;
        for (String one : parts(constraints)) satisfied &= satisfiesOne(version, one);
        return satisfied;
    }

    private static List<String> parts(String constraints) {
        var parts = new ArrayList<String>();
        Matcher ranges = RANGE.matcher(constraints);
        String rewritten = ranges.replaceAll(match ->
                Matcher.quoteReplacement(">=" + match.group(1) + ", <=" + match.group(2)));
        for (String part : rewritten.split(",", -1)) {
            Matcher each = CONSTRAINT.matcher(part);
            int at = 0;
            while (each.find()) {
                if (!part.substring(at, each.start()).isBlank()) throw wrong(constraints);
                parts.add(each.group());
                at = each.end();
            }
            if (at == 0 || !part.substring(at).isBlank()) throw wrong(constraints);
        }
        return parts;
    }

    private static boolean satisfiesOne(Version version, String constraint) {
        Matcher match = CONSTRAINT.matcher(constraint);
        if (!match.matches()) throw wrong(constraint);
        int major = part(match.group(2));
        int minor = major == ANY ? ANY : part(match.group(3));
        int patch = minor == ANY ? ANY : part(match.group(4));
        String pre = match.group(5) == null ? "" : match.group(5);
        if (!version.pre().isEmpty() && pre.isEmpty()) return false;
        var low = new Version(Math.max(0, major), Math.max(0, minor), Math.max(0, patch), pre);
        String operator = match.group(1) == null ? "=" : match.group(1);
        return switch (operator) {
            case "=", "==" -> patch == ANY ? within(version, low, end(major, minor)) : version.compareTo(low) == 0;
            case "!=" -> patch == ANY ? !within(version, low, end(major, minor)) : version.compareTo(low) != 0;
            case ">" -> patch == ANY ? version.compareTo(end(major, minor)) >= 0 : version.compareTo(low) > 0;
            case "<" -> version.compareTo(low) < 0;
            case ">=", "=>" -> version.compareTo(low) >= 0;
            case "<=", "=<" -> patch == ANY ? version.compareTo(end(major, minor)) < 0 : version.compareTo(low) <= 0;
            case "~", "~>" -> within(version, low, end(major, minor));
            case "^" -> within(version, low, caretEnd(major, minor, patch));
            default -> throw wrong(constraint);
        };
    }

    private static boolean within(Version version, Version low, Version end) {
        return version.compareTo(low) >= 0 && version.compareTo(end) < 0;
    }

    /// The first version after all that begin with these numbers.
    private static Version end(int major, int minor) {
        if (major == ANY) return new Version(Integer.MAX_VALUE, 0, 0, "");
        return minor == ANY ? new Version(major + 1, 0, 0, "") : new Version(major, minor + 1, 0, "");
    }

    private static Version caretEnd(int major, int minor, int patch) {
        if (major > 0 || minor == ANY) return end(major, ANY);
        if (minor > 0 || patch == ANY) return end(major, minor);
        return new Version(0, 0, patch + 1, "");
    }

    private static int part(@org.jspecify.annotations.Nullable String text) {
        return text == null || text.matches("[xX*]") ? ANY : Integer.parseInt(text);
    }

    private static int number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static FunctionFailed wrong(String constraint) {
        return FunctionFailed.at(1, "not a constraint on versions: " + constraint);
    }
}
