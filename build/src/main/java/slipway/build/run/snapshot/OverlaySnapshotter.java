package slipway.build.run.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/// Lays directories over each other with overlayfs. Nothing is copied: a draft is an empty directory, and what a step
/// changed is what is in it.
public final class OverlaySnapshotter implements Snapshotter {

    private final OverlayForm form = OverlayForm.current();
    private final SnapshotDirectory snapshots;
    private final LayerIndexes indexes;

    /// Snapshots in `root/snapshots`. The indexes of layers that are unpacked are kept where [LayerIndexes] of `root` are.
    public OverlaySnapshotter(Path root) throws IOException {
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
        Path upper = place.resolve("fs");
        Path work = Files.createDirectory(place.resolve("work"));
        try (var calls = FileCalls.open()) {
            List<Unpacked> visible = RootDirectories.visible(fromBottom, form, calls);
            RootDirectories.make(RootDirectories.dressed(visible, form, calls), upper, calls);
            var lowers = visible.stream().map(Unpacked::directory).toList();
            return new OverlayDraft(place, new RootFileSystem.Overlay(lowers, upper, work));
        }
    }

    @Override
    public boolean laysOver() {
        return true;
    }

    @Override
    public View view(List<Unpacked> fromBottom) throws IOException {
        Path place = snapshots.fresh();
        Path top = place.resolve("fs");
        try (var calls = FileCalls.open()) {
            List<Unpacked> visible = RootDirectories.visible(fromBottom, form, calls);
            RootDirectories.make(RootDirectories.dressed(visible, form, calls), top, calls);
            var layers = new ArrayList<>(visible.stream().map(Unpacked::directory).toList());
            layers.add(top);
            return new View(layers, place);
        }
    }

    @Override
    public Unpacked write(List<Entry> entries, FileWriting.Contents contents) throws IOException {
        return snapshots.written(directory -> FileWriting.write(entries, contents, directory));
    }

    @Override
    public void close() throws IOException {
        snapshots.close();
    }

    private final class OverlayDraft implements Draft {
        private final Path place;
        private final RootFileSystem.Overlay root;

        OverlayDraft(Path place, RootFileSystem.Overlay root) {
            this.place = place;
            this.root = root;
        }

        @Override
        public RootFileSystem root() {
            return root;
        }

        @Override
        public Committed commit(FileTree base, LayerOptions options, Store store, Executor background) throws IOException {
            return new Commit(snapshots, form, base, options, store, background).of(root.upper(), TreeDiff.Reach.CHANGES);
        }

        @Override
        public void close() throws IOException {
            Trees.remove(place);
        }
    }
}
