package slipway.image.layer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Layer;
import slipway.image.Store;

/// What a layer says, path by path: its entries in [EntryOrder], each path once (but for the mark that a directory is
/// opaque, which follows the directory), files with the SHA-256 of their bytes.
///
/// Hard links name a path and carry the digest of its file when that is in the same layer.
public record LayerIndex(List<Entry> entries) {

    public static final LayerIndex EMPTY = new LayerIndex(List.of());

    public LayerIndex {
        entries = List.copyOf(entries);
        for (int i = 1; i < entries.size(); i++) {
            if (EntryOrder.ENTRIES.compare(entries.get(i - 1), entries.get(i)) >= 0) {
                throw new IllegalArgumentException("out of order: " + entries.get(i).path());
            }
        }
    }

    /// Reads a whole layer to learn what is in it.
    ///
    /// Of two entries at one path the last counts. A whiteout says something of lower layers alone; where the layer has an
    /// entry of its own at the path, it means that a directory there is opaque, and nothing otherwise.
    ///
    /// @throws SlipwayException.CorruptData when the bytes are not the layer's, or are no layer
    public static LayerIndex of(Layer layer, Store store) throws IOException {
        return of(layer, store, (entry, content) -> {});
    }

    /// The same, for one who wants to see each entry and its content as well: the layer is read and hashed but once.
    public static LayerIndex of(Layer layer, Store store, LayerReader.Visitor along) throws IOException {
        var collector = new IndexCollector();
        LayerReader.read(layer, store, (entry, content) -> collector.add(entry, content, along));
        return collector.index();
    }

    /// What the layer says of the path itself.
    public Optional<Entry> find(String path) {
        int at = position(path);
        return at < 0 ? Optional.empty() : Optional.of(entries.get(at));
    }

    /// The file that a path of this layer leads to over hard links of this layer; the entry itself for all else.
    ///
    /// @return nothing when a hard link names what this layer does not have
    public Optional<Entry> file(Entry entry) {
        Optional<Entry> found = Optional.of(entry);
        for (int steps = 0; found.isPresent() && found.get().is(Entry.Kind.HARD_LINK); steps++) {
            if (steps > 64) {
                throw new SlipwayException.CorruptData(Problem.of("hard links in a circle at " + entry.path()));
            }
            found = find(found.get().link())
                    .filter(target -> !target.is(Entry.Kind.WHITEOUT) && !target.is(Entry.Kind.OPAQUE));
        }
        return found;
    }

    /// Writes the index in its own compact form; the same index gives the same bytes.
    public void write(OutputStream out) throws IOException {
        IndexFormat.write(this, out);
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws SlipwayException.CorruptData when the bytes are not that, or of another version
    public static LayerIndex read(InputStream in) throws IOException {
        return IndexFormat.read(in);
    }

    private int position(String path) {
        int low = 0;
        int high = entries.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = EntryOrder.compare(entries.get(middle).path(), path);
            if (order < 0) low = middle + 1;
            else if (order > 0) high = middle - 1;
            else return middle > 0 && entries.get(middle - 1).path().equals(path) ? middle - 1 : middle;
        }
        return -1;
    }
}
