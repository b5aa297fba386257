package slipway.build.run.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import slipway.build.linux.FileCalls;
import slipway.image.layer.Attribute;
import slipway.image.layer.Entry;
import slipway.image.layer.EntryOrder;

/// Directories in the form of overlayfs, copied over each other into one plain tree.
final class TreeCopy implements AutoCloseable {

    private final OverlayForm form;
    private final FileCalls calls = FileCalls.open();
    private final int root;
    private final TreeMap<String, Entry> directories = new TreeMap<>(EntryOrder.PATHS);
    private final byte[] buffer = new byte[1 << 16];

    TreeCopy(Path target, OverlayForm form) throws IOException {
        this.form = form;
        this.root = calls.openRoot(target);
    }

    @Override
    public void close() throws IOException {
        calls.close(root);
        calls.close();
    }

    /// Copies one more layer over what is there.
    void add(Path layer) throws IOException {
        int from = calls.openRoot(layer);
        try {
            children(from, root, "");
        } finally {
            calls.close(from);
        }
    }

    /// Gives directories their attributes, which no copying can disturb any more.
    void finish(List<Entry> dressed) throws IOException {
        for (Entry entry : dressed) directories.put(entry.path(), entry);
        try (var way = new OpenPath(calls, calls.openDirectory(root, "."))) {
            for (Entry entry : directories.values()) {
                if (entry.path().isEmpty()) Trees.dress(calls, way.directory(""), ".", entry);
                else Trees.dress(calls, way.directory(entry.parent()), entry.name(), entry);
            }
        }
    }

    private void children(int from, int to, String path) throws IOException {
        for (String name : calls.list(from)) {
            FileCalls.Stat stat = calls.stat(from, name);
            String child = path.isEmpty() ? name : path + "/" + name;
            if (stat.type() == Trees.DIRECTORY) {
                directory(from, to, name, child, stat);
                continue;
            }
            clear(to, name, child);
            if (OverlayForm.isWhiteout(stat)) continue;
            Entry entry = entry(from, name, child, stat);
            if (entry.is(Entry.Kind.FILE)) copy(from, to, name);
            else Trees.makeSpecial(calls, to, name, entry);
            Trees.dress(calls, to, name, entry);
        }
    }

    private void directory(int from, int to, String name, String path, FileCalls.Stat stat) throws IOException {
        Optional<FileCalls.Stat> there = calls.find(to, name);
        if (there.isEmpty() || there.get().type() != Trees.DIRECTORY || form.isOpaque(calls, from, name)) {
            clear(to, name, path);
            calls.makeDirectory(to, name);
        }
        directories.put(path, entry(from, name, path, stat));
        int source = calls.openDirectory(from, name);
        int target = calls.openDirectory(to, name);
        try {
            children(source, target, path);
        } finally {
            calls.close(source);
            calls.close(target);
        }
    }

    private void clear(int to, String name, String path) throws IOException {
        Trees.remove(calls, to, name);
        Iterator<String> keys = directories.tailMap(path, true).keySet().iterator();
        while (keys.hasNext()) {
            String key = keys.next();
            if (!key.equals(path) && !EntryOrder.isBeneath(key, path)) return;
            keys.remove();
        }
    }

    private Entry entry(int directory, String name, String path, FileCalls.Stat stat) throws IOException {
        Entry.Kind kind = TreeDiff.kind(stat);
        var attributes = new TreeMap<String, Attribute>();
        for (String attribute : calls.attributes(directory, name)) {
            if (!Trees.keeps(attribute)) continue;
            calls.attribute(directory, name, attribute).ifPresent(value -> attributes.put(attribute, new Attribute(value)));
        }
        return new Entry(path, kind, stat.mode() & 07777, stat.uid(), stat.gid(), kind == Entry.Kind.FILE ? stat.size() : 0,
                stat.seconds(), kind == Entry.Kind.SYMLINK ? calls.readLink(directory, name) : "",
                new Entry.Device(stat.major(), stat.minor()), attributes, Optional.empty());
    }

    private void copy(int from, int to, String name) throws IOException {
        int source = calls.openFile(from, name);
        try {
            int target = calls.createFile(to, name);
            try {
                for (int count = read(source); count >= 0; count = read(source)) calls.write(target, buffer, 0, count);
            } finally {
                calls.close(target);
            }
        } finally {
            calls.close(source);
        }
    }

    private int read(int file) throws IOException {
        return calls.read(file, buffer, 0, buffer.length);
    }
}
