package slipway.image.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import slipway.image.Descriptor;
import slipway.image.Digest;

/// Finds the blobs that nothing needs, and deletes them.
///
/// Needed is what a name reaches, what a living process has stored or leased, and what the caller knows of. While blobs are
/// collected nobody stores or leases any, so that none is lost that somebody has just found.
final class Collector {

    /// Held together by those who store and lease, alone by the one who collects.
    static final String LOCK = "collect";

    private final DirectoryStore store;
    private final StoreLocks locks;

    Collector(DirectoryStore store, StoreLocks locks) {
        this.store = store;
        this.locks = locks;
    }

    List<Digest> unreferenced(Collection<Digest> roots) throws IOException {
        var needed = new TreeSet<>(roots);
        needed.addAll(Workroom.leased(store.tmp()));
        for (LayoutIndex.Entry entry : store.index().entries()) {
            Descriptor named = entry.descriptor();
            needed.add(named.digest());
            Artifacts.reachable(store, named).forEach(blob -> needed.add(blob.digest()));
        }
        return store.list().stream().filter(digest -> !needed.contains(digest)).toList();
    }

    DirectoryStore.Collected collect(Collection<Digest> roots) throws IOException {
        try (var _ = locks.exclusive(LOCK)) {
            Workroom.sweep(store.tmp(), locks);
            var deleted = new ArrayList<Digest>();
            long bytes = 0;
            for (Digest digest : unreferenced(roots)) {
                bytes += store.size(digest).orElse(0);
                store.delete(digest);
                deleted.add(digest);
            }
            return new DirectoryStore.Collected(deleted, bytes + deletePartials());
        }
    }

    private long deletePartials() throws IOException {
        long bytes = 0;
        try (var files = Files.newDirectoryStream(store.tmp(), PartialBlob.PREFIX + "*")) {
            for (Path partial : files) {
                Optional<StoreLocks.Held> unused = locks.tryExclusive(partial.getFileName().toString());
                if (unused.isEmpty()) continue;
                try (var _ = unused.get()) {
                    bytes += Files.size(partial);
                    Files.deleteIfExists(partial);
                }
            }
        }
        return bytes;
    }
}
