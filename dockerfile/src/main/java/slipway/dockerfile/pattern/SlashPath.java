package slipway.dockerfile.pattern;

import java.util.ArrayDeque;

/// Arithmetic on paths with slashes that no file system is asked about.
public final class SlashPath {

    private SlashPath() {}

    /// The shortest path that means the same: no `.`, no double slashes, `..` resolved where there is something to resolve.
    /// An empty path becomes `.`, and nothing is above `/`.
    public static String clean(String path) {
        boolean rooted = path.startsWith("/");
        var names = new ArrayDeque<String>();
        for (String name : path.split("/")) {
            if (name.isEmpty() || name.equals(".")) continue;
            boolean up = name.equals("..");
            if (up && !names.isEmpty() && !names.getLast().equals("..")) names.removeLast();
            else if (!up || !rooted) names.addLast(name);
        }
        String joined = String.join("/", names);
        if (rooted) return "/" + joined;
        return joined.isEmpty() ? "." : joined;
    }
}
