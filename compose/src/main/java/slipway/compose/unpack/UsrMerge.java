package slipway.compose.unpack;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Merged `/usr`: `/bin`, `/sbin` and `/lib*` are links into `/usr`, whatever directory a package was built for.
public final class UsrMerge {

    /// The directories that are links.
    private static final SortedSet<String> MERGED =
            new TreeSet<>(List.of("bin", "lib", "lib32", "lib64", "libo32", "libx32", "sbin"));

    /// The links that are there even when nothing is behind them.
    static final SortedSet<String> ALWAYS = new TreeSet<>(List.of("bin", "lib", "sbin"));

    private UsrMerge() {}

    /// Where a path really is.
    public static String map(String path) {
        return top(path).isPresent() ? "usr/" + path : path;
    }

    /// The link that a path goes through, if it does.
    static Optional<String> top(String path) {
        int slash = path.indexOf('/');
        String top = slash < 0 ? path : path.substring(0, slash);
        return MERGED.contains(top) ? Optional.of(top) : Optional.empty();
    }
}
