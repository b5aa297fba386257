package slipway.compose.debian;

import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// The version of a Debian package: `[epoch:]upstream[-revision]`, ordered as dpkg orders them.
///
/// Debian Policy 5.6.12; `deb-version(7)`. Two versions that compare as 0 may differ in text (`1.0` and `1.00`); equality
/// is of the text.
public record DebVersion(String text) implements Comparable<DebVersion> {

    public DebVersion {
        boolean clean = !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (!clean) throw new SlipwayException.BadInput(Problem.of("not a package version: \"" + text + "\""));
    }

    public long epoch() {
        int colon = text.indexOf(':');
        if (colon < 0) return 0;
        try {
            return Long.parseLong(text.substring(0, colon));
        } catch (NumberFormatException e) {
            throw new SlipwayException.BadInput(
                    Problem.of("not a package version: the epoch of " + text + " is not a number"), e);
        }
    }

    public String upstream() {
        String rest = text.substring(text.indexOf(':') + 1);
        int dash = rest.lastIndexOf('-');
        return dash < 0 ? rest : rest.substring(0, dash);
    }

    /// What follows the last hyphen; empty when there is none.
    public String revision() {
        String rest = text.substring(text.indexOf(':') + 1);
        int dash = rest.lastIndexOf('-');
        return dash < 0 ? "" : rest.substring(dash + 1);
    }

    /// dpkg's order: by epoch, then upstream version, then revision. Zero does not mean [#equals].
    @Override
    public int compareTo(DebVersion other) {
        int byEpoch = Long.compare(epoch(), other.epoch());
        if (byEpoch != 0) return byEpoch;
        int byUpstream = compare(upstream(), other.upstream());
        return byUpstream != 0 ? byUpstream : compare(revision(), other.revision());
    }

    /// Alternating stretches of non-digits, by [#weight] of each character, and of digits, as numbers.
    private static int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() || j < b.length()) {
            while (isText(a, i) || isText(b, j)) {
                int difference = Integer.compare(weight(a, i), weight(b, j));
                if (difference != 0) return difference;
                i++;
                j++;
            }
            while (i < a.length() && a.charAt(i) == '0') i++;
            while (j < b.length() && b.charAt(j) == '0') j++;
            int first = 0;
            while (isDigit(a, i) && isDigit(b, j)) {
                if (first == 0) first = Integer.compare(a.charAt(i), b.charAt(j));
                i++;
                j++;
            }
            if (isDigit(a, i)) return 1;
            if (isDigit(b, j)) return -1;
            if (first != 0) return first;
        }
        return 0;
    }

    private static boolean isText(String text, int at) {
        return at < text.length() && !isDigit(text, at);
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    /// A tilde sorts before the end of the text, letters before everything else.
    private static int weight(String text, int at) {
        if (at >= text.length() || isDigit(text, at)) return 0;
        char c = text.charAt(at);
        if (c == '~') return -1;
        boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
        return letter ? c : c + 256;
    }

    @Override
    public String toString() {
        return text;
    }
}
