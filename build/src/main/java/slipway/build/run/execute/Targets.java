package slipway.build.run.execute;

import java.util.ArrayList;
import java.util.List;

/// Absolute paths inside a root.
final class Targets {
    private Targets() { }

    static void check(String target) {
        if (!target.startsWith("/")) throw new IllegalArgumentException("not an absolute path: " + target);
        if (target.indexOf('\0') >= 0) throw new IllegalArgumentException("a path cannot hold a zero byte");
        if (parts(target).isEmpty()) throw new IllegalArgumentException("nothing can be mounted over the root");
    }

    /// The names on the way, with `.` and `..` worked out as text.
    static List<String> parts(String target) {
        var parts = new ArrayList<String>();
        for (String part : target.split("/", -1)) {
            switch (part) {
                case "", "." -> { }
                case ".." -> {
                    if (!parts.isEmpty()) parts.removeLast();
                }
                default -> parts.add(part);
            }
        }
        return parts;
    }
}
