package slipway.image.layer;

import java.util.ArrayList;
import slipway.diagnostics.SlipwayException;

/// Names in archives, made into paths of entries.
final class TarPaths {

    private static final int MAX_PART_BYTES = 255;

    private TarPaths() {}

    /// `./a`, `/a` and `a/../a/` are all `a`; what leads out of the root is refused.
    ///
    /// @throws SlipwayException.CorruptData naming the entry
    static String normalize(String name) {
        if (name.indexOf('\0') >= 0) throw LayerReader.hostile(name, "its name has a NUL in it");
        if (isNormal(name)) return name;
        var parts = new ArrayList<String>();
        for (String part : name.split("/")) {
            if (part.isEmpty() || part.equals(".")) continue;
            if (!part.equals("..")) {
                check(name, part);
                parts.add(part);
            } else if (parts.isEmpty()) {
                throw LayerReader.hostile(name, "it leads out of the root");
            } else {
                parts.removeLast();
            }
        }
        return String.join("/", parts);
    }

    private static boolean isNormal(String name) {
        if (name.isEmpty() || name.length() > MAX_PART_BYTES / 3) return false;
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i < name.length() && name.charAt(i) != '/') continue;
            int length = i - start;
            boolean dots = length == 1 && name.charAt(start) == '.' || length == 2 && name.startsWith("..", start);
            if (length == 0 || dots) return false;
            start = i + 1;
        }
        return true;
    }

    private static void check(String name, String part) {
        if (part.length() > MAX_PART_BYTES / 3 && RawText.encode(part).length > MAX_PART_BYTES) {
            throw LayerReader.hostile(name, "a part of its name is longer than " + MAX_PART_BYTES + " bytes");
        }
    }
}
