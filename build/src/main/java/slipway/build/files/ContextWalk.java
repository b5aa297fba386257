package slipway.build.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.build.linux.CallFailed;
import slipway.build.linux.Errno;
import slipway.build.linux.FileCalls;
import slipway.dockerfile.pattern.IgnoreFile;
import slipway.image.layer.Attribute;
import slipway.image.layer.Entry;
import slipway.image.layer.EntryOrder;
import slipway.image.layer.FileTree;
import slipway.image.layer.LayerIndex;

/// Walks a directory on this machine. What is excluded is not entered, unless something beneath it is included again.
///
/// Of extended attributes those are read that belong into an image: what a program may do, and what users noted. What this
/// machine notes stays here: labels, lists of access rights, where something was downloaded from.
final class ContextWalk {

    private static final int DIRECTORY = 0040000;
    private static final int SYMLINK = 0120000;
    private static final int FILE = 0100000;
    private static final int FIFO = 0010000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int BLOCK_DEVICE = 0060000;

    private static final List<String> OF_THIS_MACHINE = List.of("user.xdg.", "user.overlay.");

    private final Path root;
    private final IgnoreFile ignored;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Inode, Entry> linked = new HashMap<>();

    ContextWalk(Path root, IgnoreFile ignored) {
        this.root = root;
        this.ignored = ignored;
    }

    private record Inode(long fileSystem, long number) {}

    FileTree tree() throws IOException {
        try (FileCalls calls = FileCalls.open()) {
            int directory = calls.openRoot(root);
            try {
                walk(calls, directory, ignored.root());
            } finally {
                calls.close(directory);
            }
        }
        entries.sort(EntryOrder.ENTRIES);
        return FileTree.of(List.of(new LayerIndex(entries)));
    }

    private void walk(FileCalls calls, int directory, IgnoreFile.Place place) throws IOException {
        for (String name : calls.list(directory)) {
            IgnoreFile.Place at = place.child(name);
            boolean excluded = at.excluded();
            if (excluded && !at.mustDescend()) continue;
            FileCalls.Stat stat = calls.stat(directory, name);
            boolean isDirectory = stat.type() == DIRECTORY;
            if (excluded && !isDirectory) continue;
            int before = entries.size();
            if (isDirectory) walkInto(calls, directory, name, at);
            // A directory that is excluded is in the context only if something in it is.
            if (!excluded || entries.size() > before) entries.add(entry(calls, directory, name, at.path(), stat));
        }
    }

    private void walkInto(FileCalls calls, int parent, String name, IgnoreFile.Place at) throws IOException {
        int directory = calls.openDirectory(parent, name);
        try {
            walk(calls, directory, at);
        } finally {
            calls.close(directory);
        }
    }

    private Entry entry(FileCalls calls, int directory, String name, String path, FileCalls.Stat stat) throws IOException {
        int permissions = stat.mode() & 07777;
        long modified = stat.seconds();
        Entry entry = switch (stat.type()) {
            case DIRECTORY -> Entry.directory(path, permissions, 0, 0, modified);
            case SYMLINK -> Entry.symlink(path, calls.readLink(directory, name), 0, 0, modified);
            case FILE -> Entry.file(path, permissions, 0, 0, stat.size(), modified);
            case FIFO -> special(path, Entry.Kind.FIFO, stat);
            case CHARACTER_DEVICE -> special(path, Entry.Kind.CHARACTER_DEVICE, stat);
            case BLOCK_DEVICE -> special(path, Entry.Kind.BLOCK_DEVICE, stat);
            default -> Entry.file(path, permissions, 0, 0, 0, modified); // A socket, of which an empty file is what remains.
        };
        if (stat.type() != FILE && stat.type() != DIRECTORY) return entry; // Others have no attributes of these kinds.
        SortedMap<String, Attribute> attributes = attributes(calls, directory, name);
        Entry noted = attributes.isEmpty() ? entry : entry.withAttributes(attributes);
        return stat.type() == FILE && stat.links() > 1 ? oneOfMany(noted, stat) : noted;
    }

    /// A file, or a hard link to the one of its names that was found first.
    private Entry oneOfMany(Entry file, FileCalls.Stat stat) {
        Entry first = linked.putIfAbsent(new Inode(stat.fileSystem(), stat.inode()), file);
        return first == null ? file : Entry.hardLink(file.path(), first);
    }

    private static Entry special(String path, Entry.Kind kind, FileCalls.Stat stat) {
        Entry plain = Entry.file(path, stat.mode() & 07777, 0, 0, 0, stat.seconds());
        return new Entry(path, kind, plain.mode(), 0, 0, 0, plain.modified(), "",
                new Entry.Device(stat.major(), stat.minor()), plain.attributes(), Optional.empty());
    }

    private static SortedMap<String, Attribute> attributes(FileCalls calls, int directory, String name) throws IOException {
        var attributes = new TreeMap<String, Attribute>();
        try {
            for (String attribute : calls.attributes(directory, name)) {
                if (!keeps(attribute)) continue;
                calls.attribute(directory, name, attribute)
                        .ifPresent(value -> attributes.put(attribute, new Attribute(value)));
            }
        } catch (CallFailed refused) {
            if (refused.errno() != Errno.EACCES && refused.errno() != Errno.EPERM) throw refused;
        }
        return attributes;
    }

    private static boolean keeps(String attribute) {
        return attribute.equals("security.capability")
                || attribute.startsWith("user.") && OF_THIS_MACHINE.stream().noneMatch(attribute::startsWith);
    }
}
