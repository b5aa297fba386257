package slipway.build.plan;

import java.util.ArrayList;

/// Paths of an image, as text: absolute, with slashes, links not followed.
public final class Paths {

    private Paths() {}

    /// `path`, from `directory` if it is relative, without `.` and `..`; `..` at the root stays there. A slash at the end
    /// stays, and `.` at the end becomes one, since both say "this directory".
    public static String join(String directory, String path) {
        String clean = clean(path.startsWith("/") ? path : directory + "/" + path);
        boolean isDirectory = path.endsWith("/") || path.equals(".") || path.endsWith("/.") || path.isEmpty();
        return isDirectory && !clean.equals("/") ? clean + "/" : clean;
    }

    /// An absolute path without `.`, `..` and doubled or trailing slashes.
    public static String clean(String path) {
        var parts = new ArrayList<String>();
        for (String part : path.split("/")) {
            switch (part) {
                case "", "." -> {}
                case ".." -> {
                    if (!parts.isEmpty()) parts.removeLast();
                }
                default -> parts.add(part);
            }
        }
        return "/" + String.join("/", parts);
    }
}
