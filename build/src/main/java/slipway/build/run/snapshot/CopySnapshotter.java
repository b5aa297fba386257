package slipway.build.run.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import slipway.build.linux.FileCalls;
import slipway.build.run.execute.RootFileSystem;
import slipway.image.Layer;
import slipway.image.Store;
import slipway.image.layer.Entry;
import slipway.image.layer.FileTree;
import slipway.image.layer.LayerIndexes;
import slipway.image.layer.LayerOptions;

/// Copies all layers into one directory, and compares all of it afterwards: slow, and right on any file system.
///
/// Hard links of layers become files of their own, since that is what overlayfs makes of them once they are written to.
public final class CopySnapshotter implements Snapshotter {

    private final OverlayForm form = OverlayForm.current();
    private final SnapshotDirectory snapshots;
    private final LayerIndexes indexes;

    /// Snapshots in `root/snapshots`. The indexes of layers that are unpacked are kept where [LayerIndexes] of `root` are.
    public CopySnapshotter(Path root) throws IOException {
        snapshots = new SnapshotDirectory(root);
        indexes = new LayerIndexes(root);
    }

    @Override
    public Unpacked unpack(Layer layer, Store store) throws IOException {
        return snapshots.unpacked(layer.diffId(), directory ->
                indexes.put(layer.diffId(), LayerUnpacker.unpack(layer, store, directory, form)));
    }

    @Override
    public Draft prepare(List<Unpacked> fromBottom) throws IOException {
        Path place = snapshots.fresh();
        Path root = place.resolve("fs");
        try (var calls = FileCalls.open()) {
            List<Unpacked> visible = RootDirectories.visible(fromBottom, form, calls);
            var dressed = RootDirectories.dressed(visible, form, calls);
            try (var copy = new TreeCopy(root, form)) {
                for (Unpacked layer : visible) copy.add(layer.directory());
                copy.finish(dressed);
            }
        }
        return new CopyDraft(place, root);
    }

    @Override
    public boolean laysOver() {
        return false;
    }

    @Override
    public View view(List<Unpacked> fromBottom) {
        throw new IllegalStateException("layers are copied here");
    }

    @Override
    public Unpacked write(List<Entry> entries, FileWriting.Contents contents) throws IOException {
        return snapshots.written(directory -> FileWriting.write(entries, contents, directory));
    }

    @Override
    public void close() throws IOException {
        snapshots.close();
    }

    private final class CopyDraft implements Draft {
        private final Path place;
        private final Path root;

        CopyDraft(Path place, Path root) {
            this.place = place;
            this.root = root;
        }

        @Override
        public RootFileSystem root() {
            return new RootFileSystem.Directory(root);
        }

        @Override
        public Committed commit(FileTree base, LayerOptions options, Store store, Executor background) throws IOException {
            return new Commit(snapshots, form, base, options, store, background).of(root, TreeDiff.Reach.EVERYTHING);
        }

        @Override
        public void close() throws IOException {
            Trees.remove(place);
        }
    }
}
