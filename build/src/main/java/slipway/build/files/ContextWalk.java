package slipway.build.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.dockerfile.pattern.IgnoreFile;
import slipway.image.layer.Entry;
import slipway.image.layer.EntryOrder;
import slipway.image.layer.FileTree;
import slipway.image.layer.LayerIndex;

/// Walks a directory on this machine. What is excluded is not entered, unless something beneath it is included again.
final class ContextWalk {

    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int SYMLINK = 0120000;
    private static final int FILE = 0100000;
    private static final int FIFO = 0010000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int BLOCK_DEVICE = 0060000;

    private final Path root;
    private final IgnoreFile ignored;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<List<Object>, Entry> linked = new HashMap<>();

    ContextWalk(Path root, IgnoreFile ignored) {
        this.root = root;
        this.ignored = ignored;
    }

    FileTree tree() throws IOException {
        walk(root, ignored.root());
        entries.sort(EntryOrder.ENTRIES);
        return FileTree.of(List.of(new LayerIndex(entries)));
    }

    private void walk(Path directory, IgnoreFile.Place place) throws IOException {
        var children = new ArrayList<Path>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(children::add);
        }
        for (Path child : children) {
            IgnoreFile.Place at = place.child(child.getFileName().toString());
            if (!at.excluded()) {
                Entry entry = entry(child, at.path());
                entries.add(entry);
                if (entry.is(Entry.Kind.DIRECTORY)) walk(child, at);
            } else if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS) && at.mustDescend()) {
                walkExcluded(child, at);
            }
        }
    }

    /// A directory that is excluded is in the context only if something in it is.
    private void walkExcluded(Path directory, IgnoreFile.Place place) throws IOException {
        int before = entries.size();
        walk(directory, place);
        if (entries.size() > before) entries.add(entry(directory, place.path()));
    }

    private Entry entry(Path file, String path) throws IOException {
        Map<String, Object> stat = Files.readAttributes(file, "unix:mode,size,lastModifiedTime,ino,dev,nlink,rdev",
                LinkOption.NOFOLLOW_LINKS);
        int mode = (Integer) stat.get("mode");
        long modified = Math.floorDiv(((FileTime) stat.get("lastModifiedTime")).toMillis(), 1000);
        int permissions = mode & 07777;
        return switch (mode & TYPE) {
            case DIRECTORY -> Entry.directory(path, permissions, 0, 0, modified);
            case SYMLINK -> Entry.symlink(path, Files.readSymbolicLink(file).toString(), 0, 0, modified);
            case FILE -> file(path, permissions, (Long) stat.get("size"), modified, stat);
            case FIFO -> special(path, Entry.Kind.FIFO, permissions, modified, 0);
            case CHARACTER_DEVICE -> special(path, Entry.Kind.CHARACTER_DEVICE, permissions, modified,
                    (Long) stat.get("rdev"));
            case BLOCK_DEVICE -> special(path, Entry.Kind.BLOCK_DEVICE, permissions, modified, (Long) stat.get("rdev"));
            default -> Entry.file(path, permissions, 0, 0, 0, modified); // A socket, of which an empty file is what remains.
        };
    }

    private Entry file(String path, int permissions, long size, long modified, Map<String, Object> stat) {
        Entry file = Entry.file(path, permissions, 0, 0, size, modified);
        if ((Integer) stat.get("nlink") < 2) return file;
        Entry first = linked.putIfAbsent(List.of(stat.get("dev"), stat.get("ino")), file);
        return first == null ? file : Entry.hardLink(path, first);
    }

    private static Entry special(String path, Entry.Kind kind, int permissions, long modified, long rdev) {
        int major = (int) ((rdev >>> 8 & 0xfff) | (rdev >>> 32 & ~0xfffL));
        int minor = (int) ((rdev & 0xff) | (rdev >>> 12 & ~0xffL));
        Entry plain = Entry.file(path, permissions, 0, 0, 0, modified);
        return new Entry(path, kind, permissions, 0, 0, 0, modified, "", new Entry.Device(major, minor), plain.attributes(),
                Optional.empty());
    }
}
