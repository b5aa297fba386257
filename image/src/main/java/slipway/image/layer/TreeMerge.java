package slipway.image.layer;

import java.util.ArrayList;
import java.util.List;
import slipway.image.layer.FileTree.Origin;

/// Lays one layer over a tree, in one walk over both, which are in the same order.
final class TreeMerge {

    private final FileTree below;
    private final LayerIndex layer;
    private final int ordinal;
    private final List<Entry> entries;
    private final List<Origin> origins;
    private int next;
    /// A directory that is known to be in [#entries].
    private String known = "";

    TreeMerge(FileTree below, LayerIndex layer) {
        this.below = below;
        this.layer = layer;
        this.ordinal = below.layers();
        int size = below.all().size() + layer.entries().size();
        this.entries = new ArrayList<>(size);
        this.origins = new ArrayList<>(size);
    }

    FileTree merged() {
        List<Entry> lower = below.all();
        for (Entry entry : layer.entries()) {
            while (next < lower.size() && EntryOrder.compare(lower.get(next).path(), entry.path()) < 0) keep();
            switch (entry.kind()) {
                case WHITEOUT -> {
                    if (!entry.path().isEmpty()) skipAt(entry.path());
                    skipBeneath(entry.path());
                }
                case OPAQUE -> {
                    if (isAt(entry.path())) keep();
                    directory(entry.path());
                    skipBeneath(entry.path());
                }
                case DIRECTORY -> {
                    skipAt(entry.path());
                    directory(entry.parent());
                    put(entry, new Origin(ordinal, entry.path()));
                    known = entry.path();
                }
                case FILE, SYMLINK, CHARACTER_DEVICE, BLOCK_DEVICE, FIFO, HARD_LINK -> {
                    skipAt(entry.path());
                    skipBeneath(entry.path());
                    directory(entry.parent());
                    if (entry.is(Entry.Kind.HARD_LINK)) putLink(entry);
                    else put(entry, new Origin(ordinal, entry.path()));
                }
            }
        }
        while (next < lower.size()) keep();
        return new FileTree(entries, origins, ordinal + 1);
    }

    private boolean isAt(String path) {
        return next < below.all().size() && below.all().get(next).path().equals(path);
    }

    private void keep() {
        put(below.all().get(next), below.origins().get(next));
        next++;
    }

    private void skipAt(String path) {
        if (isAt(path)) next++;
    }

    private void skipBeneath(String path) {
        while (next < below.all().size() && EntryOrder.isBeneath(below.all().get(next).path(), path)) next++;
    }

    private void put(Entry entry, Origin origin) {
        entries.add(entry);
        origins.add(origin);
    }

    private void putLink(Entry link) {
        var own = layer.file(link);
        if (own.isPresent()) {
            if (own.get().is(Entry.Kind.DIRECTORY)) {
                throw LayerReader.hostile(link.path(), "it is a hard link to a directory");
            }
            put(own.get().withPath(link.path()), new Origin(ordinal, own.get().path()));
            return;
        }
        int at = below.position(link.link());
        if (at < 0 || below.all().get(at).is(Entry.Kind.DIRECTORY)) {
            throw LayerReader.hostile(link.path(), "it is a hard link to " + link.link() + ", which is not there");
        }
        put(below.all().get(at).withPath(link.path()), below.origins().get(at));
    }

    /// Sees to it that there is a directory at a path that something of the layer lies in.
    private void directory(String path) {
        if (path.equals(known)) return;
        int at = FileTree.search(entries, path);
        if (at < 0) {
            directory(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
            put(Entry.directory(path, 0755, 0, 0, 0), new Origin(ordinal, path));
        } else if (!entries.get(at).is(Entry.Kind.DIRECTORY)) {
            entries.set(at, Entry.directory(path, 0755, 0, 0, 0));
            origins.set(at, new Origin(ordinal, path));
        }
        known = path;
    }
}
