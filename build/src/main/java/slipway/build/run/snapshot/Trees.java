package slipway.build.run.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.build.linux.CallFailed;
import slipway.build.linux.Errno;
import slipway.build.linux.FileCalls;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.layer.Attribute;
import slipway.image.layer.Entry;

/// What is done to single files of a tree, by the directory they are in and their name there, and to whole trees.
public final class Trees {

    static final int DIRECTORY = 0040000;

    private Trees() {}

    /// Whether an extended attribute belongs to an image. Others are this machine's: labels of its security modules, lists
    /// of access rights with its ids, notes of overlayfs.
    static boolean keeps(String attribute) {
        return attribute.equals("security.capability") || attribute.startsWith("user.") && !OverlayForm.isMark(attribute);
    }

    static SortedMap<String, Attribute> kept(Map<String, Attribute> attributes) {
        var kept = new TreeMap<String, Attribute>(attributes);
        kept.keySet().removeIf(name -> !keeps(name));
        return kept;
    }

    /// Gives something that was just made the owner, mode, attributes and time of an entry. In this order: a new owner takes
    /// away set-id bits and capabilities.
    static void dress(FileCalls calls, int directory, String name, Entry entry) throws IOException {
        try {
            calls.setOwner(directory, name, entry.uid(), entry.gid());
        } catch (CallFailed e) {
            if (e.errno() != Errno.EINVAL) throw e;
            String owner = Integer.toUnsignedLong(entry.uid()) + ":" + Integer.toUnsignedLong(entry.gid());
            throw new SlipwayException.BadInput(Problem.of("/" + entry.path() + " belongs to " + owner
                    + ", and this user namespace has no such ids")
                    .hint("give the user a larger range in /etc/subuid and /etc/subgid"), e);
        }
        if (!entry.is(Entry.Kind.SYMLINK)) calls.setMode(directory, name, entry.mode());
        if (entry.is(Entry.Kind.FILE) || entry.is(Entry.Kind.DIRECTORY)) {
            for (var attribute : entry.attributes().entrySet()) {
                if (keeps(attribute.getKey())) attach(calls, directory, name, entry, attribute.getKey());
            }
        }
        calls.setModified(directory, name, entry.modified());
    }

    /// Gives a directory of ours the owner, mode, attributes and time of an entry.
    public static void dress(Path directory, Entry like) throws IOException {
        try (var calls = FileCalls.open()) {
            int parent = calls.openRoot(directory.getParent());
            try {
                dress(calls, parent, directory.getFileName().toString(), like);
            } finally {
                calls.close(parent);
            }
        }
    }

    private static void attach(FileCalls calls, int directory, String name, Entry entry, String key) throws IOException {
        try {
            calls.setAttribute(directory, name, key, entry.attributes().get(key).bytes());
        } catch (CallFailed e) {
            throw new SlipwayException.BadInput(Problem.of("the attribute " + key + " of /" + entry.path()
                    + " cannot be set here: " + e.getMessage()).hint("use a file system that holds extended attributes"), e);
        }
    }

    /// Makes a link, pipe or device.
    static void makeSpecial(FileCalls calls, int directory, String name, Entry entry) throws IOException {
        int major = entry.device().major();
        int minor = entry.device().minor();
        try {
            switch (entry.kind()) {
                case SYMLINK -> calls.makeLink(entry.link(), directory, name);
                case FIFO -> calls.makeNode(directory, name, 0010000 | 0600, 0, 0);
                case CHARACTER_DEVICE -> calls.makeNode(directory, name, 0020000 | 0600, major, minor);
                case BLOCK_DEVICE -> calls.makeNode(directory, name, 0060000 | 0600, major, minor);
                case FILE, DIRECTORY, HARD_LINK, WHITEOUT, OPAQUE -> throw new IllegalArgumentException("no: " + entry);
            }
        } catch (CallFailed e) {
            if (e.errno() != Errno.EPERM) throw e;
            throw new SlipwayException.BadInput(Problem.of("the device /" + entry.path()
                    + " cannot be made in a user namespace")
                    .hint("build as root, or take a base image without device nodes"), e);
        }
    }

    /// Deletes whatever is at a name, with all that is in it; nothing there is no error.
    static void remove(FileCalls calls, int directory, String name) throws IOException {
        Optional<FileCalls.Stat> stat = calls.find(directory, name);
        if (stat.isEmpty()) return;
        if (stat.get().type() != DIRECTORY) {
            calls.delete(directory, name);
            return;
        }
        int inner = calls.openDirectory(directory, name);
        try {
            for (String child : calls.list(inner)) remove(calls, inner, child);
        } finally {
            calls.close(inner);
        }
        calls.deleteDirectory(directory, name);
    }

    /// Deletes a directory of ours with all that is in it; one that is not there is no error.
    public static void remove(Path directory) throws IOException {
        try (var calls = FileCalls.open()) {
            int parent = calls.openRoot(directory.getParent());
            try {
                remove(calls, parent, directory.getFileName().toString());
            } finally {
                calls.close(parent);
            }
        }
    }
}
