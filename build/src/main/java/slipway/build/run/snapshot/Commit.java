package slipway.build.run.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import slipway.build.linux.FileCalls;
import slipway.image.Store;
import slipway.image.layer.Entry;
import slipway.image.layer.FileTree;
import slipway.image.layer.LayerOptions;
import slipway.image.layer.LayerWriter;

/// Turns a tree that a step wrote into a snapshot and a layer: what all drafts have in common.
record Commit(
        SnapshotDirectory snapshots, OverlayForm form, FileTree base, LayerOptions options, Store store,
        Executor background) {

    /// @param changed the directory that the step wrote to; it loses its files
    Committed of(Path changed, TreeDiff.Reach reach) throws IOException {
        Path fresh = snapshots.fresh();
        List<Entry> entries;
        try (var calls = FileCalls.open()) {
            int source = calls.openRoot(changed);
            int target = calls.openRoot(fresh.resolve("fs"));
            try {
                entries = TreeDiff.of(base, source, reach, form, options, calls);
                Freezer.freeze(entries, source, target, form, calls);
            } finally {
                calls.close(source);
                calls.close(target);
            }
        }
        boolean saysRoot = !entries.isEmpty() && entries.getFirst().path().isEmpty();
        Unpacked.writeImplied(fresh.resolve("fs"), saysRoot ? List.of() : List.of(""));
        Unpacked kept = snapshots.keep(fresh);
        return new Committed(kept, CompletableFuture.supplyAsync(() -> {
            try {
                LayerWriter.Written written = write(entries, kept);
                snapshots.name(kept, written.layer().diffId());
                return written;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, background));
    }

    private LayerWriter.Written write(List<Entry> entries, Unpacked kept) throws IOException {
        try (var writer = LayerWriter.open(store, options);
                var calls = FileCalls.open();
                var way = new OpenPath(calls, calls.openRoot(kept.directory()))) {
            for (Entry entry : entries) {
                if (entry.is(Entry.Kind.FILE)) writer.add(entry, () -> new FrozenFile(calls, way, entry));
                else writer.add(entry);
            }
            return writer.finish();
        }
    }

    /// The bytes of a file, in the order of the tree, so that the way to the next one is short.
    private static final class FrozenFile extends InputStream {
        private final FileCalls calls;
        private final int file;

        FrozenFile(FileCalls calls, OpenPath way, Entry entry) throws IOException {
            this.calls = calls;
            this.file = calls.openFile(way.directory(entry.parent()), entry.name());
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return calls.read(file, bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            calls.close(file);
        }
    }
}
