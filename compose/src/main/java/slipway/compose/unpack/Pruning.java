package slipway.compose.unpack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What of a package's files is left out: what no program reads, and what the composition names.
///
/// Copyright files always stay.
public final class Pruning {

    /// Files that are left out unless they are asked for.
    public enum Kind {
        /// `/usr/share/doc` and its neighbours, but for the copyright files.
        DOCS,
        /// Manual and info pages.
        MAN,
        /// Translated messages and the sources of locales.
        LOCALES
    }

    private static final Pattern DOCS =
            Pattern.compile("usr/share/(doc-base|lintian|linda|bug|debhelper)(/.*)?|usr/share/doc/[^/]+/.+");
    private static final Pattern COPYRIGHT = Pattern.compile("usr/share/doc/[^/]+/copyright");
    private static final Pattern MAN = Pattern.compile("usr/share/(man|info|groff)(/.*)?");
    private static final Pattern LOCALES = Pattern.compile("usr/share/(locale|i18n)(/.*)?");

    private final List<Pattern> patterns = new ArrayList<>();
    private final List<Pattern> keptPatterns;

    /// @param kept what is asked for
    /// @param globs paths to leave out, with all below them; `*` and `?` stay within a directory, `**` does not
    /// @param keptGlobs paths that stay nevertheless
    public Pruning(Set<Kind> kept, Collection<String> globs, Collection<String> keptGlobs) {
        keptPatterns = keptGlobs.stream().map(Pruning::pattern).toList();
        if (!kept.contains(Kind.DOCS)) patterns.add(DOCS);
        if (!kept.contains(Kind.MAN)) patterns.add(MAN);
        if (!kept.contains(Kind.LOCALES)) patterns.add(LOCALES);
        globs.stream().map(Pruning::pattern).forEach(patterns::add);
    }

    /// Whether the file at a path, as the tree has it, is left out.
    boolean drops(String path) {
        boolean stays = COPYRIGHT.matcher(path).matches()
                || keptPatterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
        if (stays) return false;
        return patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }

    private static Pattern pattern(String glob) {
        String path = UsrMerge.map(glob.replaceFirst("^/+", "").replaceFirst("/+$", ""));
        var regex = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean twice = c == '*' && i + 1 < path.length() && path.charAt(i + 1) == '*';
            if (twice) i++;
            regex.append(twice ? ".*" : c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex + "(/.*)?");
    }
}
