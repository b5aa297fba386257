package slipway.bake.evaluate;

import java.util.ArrayDeque;

/// Paths with slashes, without a file system.
public final class Paths {

    private Paths() {}

    /// The shortest name of the same path: no `.`, no `..` that can be avoided, no doubled or last slash.
    public static String clean(String path) {
        boolean rooted = path.startsWith("/");
        var parts = new ArrayDeque<String>();
        for (String part : path.split("/")) {
            if (part.isEmpty() || part.equals(".")) continue;
            if (!part.equals("..")) parts.addLast(part);
            else if (!parts.isEmpty() && !parts.getLast().equals("..")) parts.removeLast();
            else if (!rooted) parts.addLast(part);
        }
        String joined = String.join("/", parts);
        return rooted ? "/" + joined : joined.isEmpty() ? "." : joined;
    }
}
