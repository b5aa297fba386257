package slipway.dockerfile.shell;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.dockerfile.match.Glob;

/// What `#`, `%` and `/` do to a variable's value: cut a pattern off its front or its end, or replace it.
///
/// Patterns have `*` and `?`, and a backslash before those, before itself, `}` and `/`, whatever `# escape=` says.
final class Trim {

    enum Count {
        FIRST,
        ALL
    }

    record Replacement(String pattern, String with, Count count) {}

    /// Characters of a pattern times characters of a value; a second's work.
    private static final long MAX_WORK = 1L << 28;

    private static final Pattern NAME = Pattern.compile("\\$(?:\\$|[\\p{L}\\p{Nd}_]+|\\{[\\p{L}\\p{Nd}_]+})");

    private Trim() {}

    /// `word` begins with a second `#` if the longest match is wanted.
    static String prefix(String value, String word, int start, int end) throws BadText {
        boolean longest = word.startsWith("#");
        int[] text = value.codePoints().toArray();
        Glob glob = compile(longest ? word.substring(1) : word, text, start, end);
        int cut = choose(glob.ends(text, 0), longest);
        return cut < 0 ? value : string(text, cut, text.length);
    }

    /// `word` begins with a second `%` if the longest match is wanted.
    static String suffix(String value, String word, int start, int end) throws BadText {
        boolean longest = word.startsWith("%");
        int[] text = value.codePoints().toArray();
        Glob glob = compile(longest ? word.substring(1) : word, text, start, end).reversed();
        int[] backwards = new int[text.length];
        for (int i = 0; i < text.length; i++) backwards[i] = text[text.length - 1 - i];
        int cut = choose(glob.ends(backwards, 0), longest);
        return cut < 0 ? value : string(text, 0, text.length - cut);
    }

    /// Escape characters in the replacement stay, as other builders leave them.
    ///
    /// Where each match is replaced, `$0` in the replacement is the match, `$$` is a dollar, and any other name is nothing;
    /// BuildKit has that from the library it replaces with. Where only the first is, a dollar is a dollar.
    static String replace(String value, Replacement replacement, int start, int end) throws BadText {
        int[] text = value.codePoints().toArray();
        int[] ends = compile(replacement.pattern, text, start, end).longestEnds(text);
        var out = new StringBuilder();
        int at = 0;
        int lastEnd = -1;
        boolean more = true;
        while (more && at <= text.length) {
            int to = ends[at];
            if (to > at || to == at && at != lastEnd) {
                more = replacement.count == Count.ALL;
                out.append(more ? template(replacement.with, string(text, at, to)) : replacement.with);
                lastEnd = to;
            }
            if (out.length() > ShellText.MAX_LENGTH) throw BadText.tooMuch("expands to too long a text", start, end);
            if (to > at) {
                at = to;
            } else if (more && at < text.length) {
                out.appendCodePoint(text[at++]);
            } else if (more) {
                at++;
            }
        }
        return out.append(at < text.length ? string(text, at, text.length) : "").toString();
    }

    private static int choose(BitSet ends, boolean longest) {
        return longest ? ends.length() - 1 : ends.nextSetBit(0);
    }

    private static String string(int[] text, int from, int to) {
        return new String(text, from, to - from);
    }

    private static Glob compile(String pattern, int[] text, int start, int end) throws BadText {
        if ((long) pattern.length() * text.length > MAX_WORK) throw BadText.tooMuch("too long a pattern", start, end);
        var steps = new ArrayList<Glob.Step>();
        int[] characters = pattern.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            int c = characters[i];
            if (c == '*') {
                steps.add(new Glob.Step.Run(any -> any != '\n'));
            } else if (c == '?') {
                steps.add(new Glob.Step.One(any -> any != '\n'));
            } else if (c == '\\') {
                i++;
                if (i == characters.length || "*?}/\\".indexOf(characters[i]) < 0) {
                    throw BadText.badEscape(pattern, start, end);
                }
                steps.add(Glob.literal(characters[i]));
            } else {
                steps.add(Glob.literal(c));
            }
        }
        return new Glob(steps);
    }

    private static String template(String with, String match) {
        return NAME.matcher(with).replaceAll(found -> Matcher.quoteReplacement(switch (found.group()) {
            case "$$" -> "$";
            case "$0", "${0}" -> match;
            default -> "";
        }));
    }
}
