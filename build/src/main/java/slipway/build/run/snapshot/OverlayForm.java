package slipway.build.run.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import slipway.build.linux.CallFailed;
import slipway.build.linux.Errno;
import slipway.build.linux.FileCalls;

/// How overlayfs marks what a layer changes. The root of a user namespace may not write the kernel's own attributes, so
/// overlayfs, mounted with `userxattr`, has others for it.
enum OverlayForm {
    TRUSTED("trusted.overlay."),
    USER("user.overlay.");

    private static final int CHARACTER_DEVICE = 0020000;
    private static final byte[] YES = {'y'};

    private final String prefix;

    OverlayForm(String prefix) {
        this.prefix = prefix;
    }

    /// The form of the user namespace that this process is in.
    static OverlayForm current() throws IOException {
        String[] map = Files.readString(Path.of("/proc/self/uid_map")).strip().split("\\s+");
        boolean all = map.length == 3 && map[0].equals("0") && map[1].equals("0") && map[2].equals("4294967295");
        return all ? TRUSTED : USER;
    }

    static boolean isMark(String attribute) {
        return attribute.startsWith(TRUSTED.prefix) || attribute.startsWith(USER.prefix);
    }

    /// Whether a mark means that content is elsewhere than its path says.
    boolean isRedirection(String attribute) {
        return attribute.equals(prefix + "redirect") || attribute.equals(prefix + "metacopy");
    }

    static boolean isWhiteout(FileCalls.Stat stat) {
        return stat.type() == CHARACTER_DEVICE && stat.major() == 0 && stat.minor() == 0;
    }

    void whiteout(FileCalls calls, int directory, String name) throws IOException {
        calls.makeNode(directory, name, CHARACTER_DEVICE, 0, 0);
    }

    void makeOpaque(FileCalls calls, int directory, String name) throws IOException {
        calls.setAttribute(directory, name, prefix + "opaque", YES);
    }

    boolean isOpaque(FileCalls calls, int directory, String name) throws IOException {
        return calls.attribute(directory, name, prefix + "opaque")
                .filter(value -> value.length > 0 && value[0] == 'y').isPresent();
    }

    /// Takes away what overlayfs has noted on something that moves to another place.
    void clear(FileCalls calls, int directory, String name) throws IOException {
        for (String attribute : calls.attributes(directory, name)) {
            if (!attribute.startsWith(prefix)) continue;
            try {
                calls.removeAttribute(directory, name, attribute);
            } catch (CallFailed e) {
                if (e.errno() != Errno.ENODATA) throw e;
            }
        }
    }
}
