package slipway.build.run.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import slipway.image.Layer;
import slipway.image.Store;
import slipway.image.layer.Entry;

/// Layers as directories, and drafts laid over them.
///
/// Safe under several threads and several processes on one directory. Closing it deletes what no layer became of.
public interface Snapshotter extends AutoCloseable {

    /// The layer as a directory. Unpacks it, if that has not been done before.
    ///
    /// @throws slipway.diagnostics.SlipwayException.CorruptData when the layer's bytes are not its own, or are an attack
    /// @throws slipway.diagnostics.SlipwayException.BadInput when this machine cannot hold what is in it
    Unpacked unpack(Layer layer, Store store) throws IOException;

    /// A file system with these layers, the bottom first, for a process to change.
    Draft prepare(List<Unpacked> fromBottom) throws IOException;

    /// Whether layers are laid over each other where they are. Otherwise they are copied.
    boolean laysOver() throws IOException;

    /// These layers, the bottom first, to look at as one tree; only where they are laid over each other.
    View view(List<Unpacked> fromBottom) throws IOException;

    /// Files that are no layer as a directory of their own, which is there until this is closed.
    Unpacked write(List<Entry> entries, FileWriting.Contents contents) throws IOException;

    /// Whether a snapshotter in `root` that did not end may have left something, which the next one that is opened deletes.
    static boolean mayNeedSweeping(Path root) throws IOException {
        return SnapshotDirectory.isAnythingTemporary(root);
    }

    @Override
    void close() throws IOException;
}
