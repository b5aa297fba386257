package slipway.build.run.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.TreeMap;
import slipway.build.linux.CallFailed;
import slipway.build.linux.Errno;
import slipway.build.linux.FileCalls;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Layer;
import slipway.image.Store;
import slipway.image.layer.Entry;
import slipway.image.layer.EntryOrder;
import slipway.image.layer.LayerIndex;

/// Writes a layer into an empty directory, in the form of overlayfs.
///
/// The layer may be an attacker's. Whatever its names and links say, nothing outside the directory is read or written.
final class LayerUnpacker implements AutoCloseable {

    private final OverlayForm form;
    private final FileCalls calls = FileCalls.open();
    private final OpenPath way;
    private final TreeMap<String, Entry> directories = new TreeMap<>(EntryOrder.PATHS);
    private final TreeMap<String, Entry> implied = new TreeMap<>(EntryOrder.PATHS);
    private final TreeMap<String, Entry> marks = new TreeMap<>(EntryOrder.PATHS);
    private final byte[] buffer = new byte[1 << 16];

    private LayerUnpacker(Path target, OverlayForm form) throws IOException {
        this.form = form;
        this.way = new OpenPath(calls, calls.openRoot(target), this::enter);
        implied.put("", Entry.directory("", 0755, 0, 0, 0));
    }

    /// Unpacks a layer into `target`, which is there and empty.
    ///
    /// @return what is in the layer
    static LayerIndex unpack(Layer layer, Store store, Path target, OverlayForm form) throws IOException {
        try (var unpacker = new LayerUnpacker(target, form)) {
            LayerIndex index = LayerIndex.of(layer, store, unpacker::add);
            unpacker.finish();
            Unpacked.writeImplied(target, unpacker.implied.keySet());
            return index;
        }
    }

    @Override
    public void close() throws IOException {
        way.close();
        calls.close();
    }

    private void add(Entry entry, InputStream content) throws IOException {
        switch (entry.kind()) {
            case WHITEOUT, OPAQUE -> marks.merge(entry.path(), entry, (a, b) -> a.is(Entry.Kind.OPAQUE) ? a : b);
            case DIRECTORY -> addDirectory(entry);
            case FILE, SYMLINK, HARD_LINK, CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> {
                if (entry.path().isEmpty()) throw hostile(entry, "it takes the place of the root");
                int parent = way.directory(entry.parent());
                replace(parent, entry);
                place(parent, entry, content);
            }
        }
    }

    private void addDirectory(Entry entry) throws IOException {
        if (!entry.path().isEmpty()) {
            int parent = way.directory(entry.parent());
            Optional<FileCalls.Stat> there = calls.find(parent, entry.name());
            if (there.isEmpty() || there.get().type() != Trees.DIRECTORY) {
                replace(parent, entry);
                calls.makeDirectory(parent, entry.name());
            }
        }
        directories.put(entry.path(), entry);
        implied.remove(entry.path());
    }

    private void place(int parent, Entry entry, InputStream content) throws IOException {
        String name = entry.name();
        switch (entry.kind()) {
            case FILE -> {
                int file = calls.createFile(parent, name);
                try {
                    for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                        calls.write(file, buffer, 0, count);
                    }
                } finally {
                    calls.close(file);
                }
                Trees.dress(calls, parent, name, entry);
            }
            case HARD_LINK -> link(entry);
            case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO, SYMLINK -> {
                if (entry.is(Entry.Kind.CHARACTER_DEVICE) && entry.device().equals(Entry.Device.NONE)) {
                    throw hostile(entry, "it is a device that means a deleted file here");
                }
                Trees.makeSpecial(calls, parent, name, entry);
                Trees.dress(calls, parent, name, entry);
            }
            case DIRECTORY, WHITEOUT, OPAQUE -> throw new IllegalStateException("not placed: " + entry);
        }
    }

    private void link(Entry entry) throws IOException {
        String target = entry.link();
        int slash = target.lastIndexOf('/');
        int from = calls.openDirectory(way.directory(""), ".");
        try (var targetWay = new OpenPath(calls, from)) {
            int targetParent = targetWay.directory(target.substring(0, Math.max(0, slash)));
            calls.hardLink(targetParent, target.substring(slash + 1), way.directory(entry.parent()), entry.name());
        } catch (CallFailed e) {
            if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR && e.errno() != Errno.ELOOP
                    && e.errno() != Errno.EPERM) throw e;
            throw hostile(entry, "it is a hard link to " + target + ", which is no file of the same layer");
        }
    }

    /// Clears the place for an entry that comes a second time.
    private void replace(int parent, Entry entry) throws IOException {
        if (calls.find(parent, entry.name()).isEmpty()) return;
        way.forget(entry.path());
        Trees.remove(calls, parent, entry.name());
        forget(directories, entry.path());
        forget(implied, entry.path());
    }

    private static void forget(TreeMap<String, Entry> map, String path) {
        Iterator<String> keys = map.tailMap(path, true).keySet().iterator();
        while (keys.hasNext()) {
            String key = keys.next();
            if (!key.equals(path) && !EntryOrder.isBeneath(key, path)) return;
            keys.remove();
        }
    }

    /// Opens a directory on the way to an entry; one that the layer does not mention is made.
    private int enter(int parent, String name, String path) throws IOException {
        try {
            return calls.openDirectory(parent, name);
        } catch (CallFailed e) {
            if (e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP) {
                throw new SlipwayException.CorruptData(Problem.of("bad entry in a layer: something lies beneath " + path
                        + ", which is no directory"), e);
            }
            if (e.errno() != Errno.ENOENT) throw e;
            calls.makeDirectory(parent, name);
            implied.put(path, Entry.directory(path, 0755, 0, 0, 0));
            return calls.openDirectory(parent, name);
        }
    }

    private void finish() throws IOException {
        for (Entry mark : marks.values()) {
            if (mark.is(Entry.Kind.OPAQUE)) {
                form.makeOpaque(calls, way.directory(mark.path()), ".");
                continue;
            }
            int parent = way.directory(mark.parent());
            Optional<FileCalls.Stat> own = calls.find(parent, mark.name());
            if (own.isEmpty()) form.whiteout(calls, parent, mark.name());
            else if (own.get().type() == Trees.DIRECTORY) form.makeOpaque(calls, parent, mark.name());
        }
        directories.putAll(implied);
        for (Entry directory : directories.values()) {
            if (directory.path().isEmpty()) Trees.dress(calls, way.directory(""), ".", directory);
            else Trees.dress(calls, way.directory(directory.parent()), directory.name(), directory);
        }
    }

    private static SlipwayException.CorruptData hostile(Entry entry, String why) {
        return new SlipwayException.CorruptData(Problem.of("bad entry " + entry.path() + " in a layer: " + why));
    }
}
