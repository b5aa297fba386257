package slipway.image.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import slipway.diagnostics.SlipwayException;

/// The files that a stack of layers makes, without any of them being unpacked.
///
/// Whiteouts and opaque directories are applied and gone. Hard links are files like the one they name, with its attributes
/// and content; that two paths are one file shows in their [Origin]. The root directory is always there. Directories that
/// no layer mentions but that something lies in are there too, with mode 0755, owner 0:0 and time 0.
///
/// Paths are as in [Entry]. Immutable.
public final class FileTree {

    /// Where the bytes of a path come from: the position of the layer, 0 being the bottom, and the path there. Paths with
    /// one origin are hard links of one file.
    public record Origin(int layer, String path) {}

    /// Where a path leads: the path without links in it, and what is there, if anything is.
    public record Place(String path, Optional<Entry> entry) {}

    /// Nothing but a root directory.
    public static final FileTree EMPTY = new FileTree(
            List.of(Entry.directory("", 0755, 0, 0, 0)), List.of(new Origin(0, "")), 0);

    private final List<Entry> entries;
    private final List<Origin> origins;
    private final int layers;

    FileTree(List<Entry> entries, List<Origin> origins, int layers) {
        this.entries = Collections.unmodifiableList(entries);
        this.origins = origins;
        this.layers = layers;
    }

    /// The tree of these layers, the bottom first.
    public static FileTree of(List<LayerIndex> fromBottom) {
        FileTree tree = EMPTY;
        for (LayerIndex layer : fromBottom) tree = tree.plus(layer);
        return tree;
    }

    /// The tree with one more layer on top.
    ///
    /// @throws SlipwayException.CorruptData when a hard link of the layer names nothing
    public FileTree plus(LayerIndex layer) {
        return new TreeMerge(this, layer).merged();
    }

    /// How many layers this is the tree of.
    public int layers() {
        return layers;
    }

    /// What is at the path itself; links on the way are not followed.
    public Optional<Entry> lookup(String path) {
        int at = position(path);
        return at < 0 ? Optional.empty() : Optional.of(entries.get(at));
    }

    /// What the path leads to when links are followed, the last part's too; nothing if they lead nowhere.
    ///
    /// @throws SlipwayException.BadInput when links go in a circle
    public Optional<Entry> resolve(String path) {
        return place(path).entry();
    }

    /// Where the path leads when links are followed, the last part's too. Links are links inside the tree: absolute ones
    /// begin at its root, and `..` goes no higher. What is missing stays as it is in the path, so this is where it would be
    /// created. The given path may have a leading slash, `.` and `..`.
    ///
    /// @throws SlipwayException.BadInput when links go in a circle
    public Place place(String path) {
        return follow(path, Links.Last.FOLLOWED);
    }

    /// Like [#place], but if the last part is a link, the place is the link's own.
    public Place placeOfLink(String path) {
        return follow(path, Links.Last.KEPT);
    }

    /// What is directly in a directory, in order; nothing if the path is not there or no directory.
    public List<Entry> children(String path) {
        int at = position(path);
        if (at < 0) return List.of();
        int end = end(at);
        var children = new ArrayList<Entry>();
        for (int i = at + 1; i < end; i = end(i)) children.add(entries.get(i));
        return children;
    }

    /// The path and all that is beneath it, in [EntryOrder]; empty if it is not there. The list is a view and costs nothing.
    public List<Entry> walk(String path) {
        int at = position(path);
        return at < 0 ? List.of() : entries.subList(at, end(at));
    }

    /// Everything, the root first.
    public List<Entry> all() {
        return entries;
    }

    /// Where the path's bytes come from. For what no layer mentions, the layer that needed it.
    public Optional<Origin> origin(String path) {
        int at = position(path);
        return at < 0 ? Optional.empty() : Optional.of(origins.get(at));
    }

    List<Origin> origins() {
        return origins;
    }

    int position(String path) {
        return search(entries, path);
    }

    /// The position of a path in sorted entries, or `-1 - n` if it would have to be at `n`.
    static int search(List<Entry> sorted, String path) {
        int low = 0;
        int high = sorted.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = EntryOrder.compare(sorted.get(middle).path(), path);
            if (order < 0) low = middle + 1;
            else if (order > 0) high = middle - 1;
            else return middle;
        }
        return -1 - low;
    }

    /// The position after all that is beneath the entry at `at`.
    private int end(int at) {
        Entry entry = entries.get(at);
        if (!entry.is(Entry.Kind.DIRECTORY)) return at + 1;
        if (entry.path().isEmpty()) return entries.size();
        int low = at + 1;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (EntryOrder.isBeneath(entries.get(middle).path(), entry.path())) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private Place follow(String path, Links.Last last) {
        Links.Place place = Links.follow(this::lookup, path, last);
        return new Place(place.path(), place.entry());
    }
}
