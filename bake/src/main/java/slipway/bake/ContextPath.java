package slipway.bake;

import java.util.regex.Pattern;
import slipway.bake.evaluate.Paths;

/// The path or address of a context.
final class ContextPath {

    private static final String HERE = "cwd://";
    private static final Pattern REMOTE = Pattern.compile(
            "(?i)(https?://|git://|ssh://|github\\.com/|git@|[^/:]+@[^/:]+:).*", Pattern.DOTALL);

    private ContextPath() {}

    /// A path in its shortest form, relative to where the command runs; an address as it is.
    static String cleaned(String context) {
        if (context.startsWith(HERE)) return Paths.clean(context.substring(HERE.length()));
        return REMOTE.matcher(context).matches() ? context : Paths.clean(context);
    }
}
