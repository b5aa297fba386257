package slipway.image.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import slipway.image.Digest;

/// Keeps blobs from being collected while somebody uses them: until it is closed, or the process dies.
///
/// What a process stores itself is kept until its store is closed, without a lease. A lease is for what it finds there.
public final class Lease implements AutoCloseable {

    private final DirectoryStore store;
    private final StoreLocks locks;
    private final Path file;

    Lease(DirectoryStore store, StoreLocks locks, Path file) {
        this.store = store;
        this.locks = locks;
        this.file = file;
    }

    /// Keeps those of these blobs that are here; they stay from now on.
    ///
    /// @return those that are here
    public List<Digest> keep(Collection<Digest> digests) throws IOException {
        if (digests.isEmpty()) return List.of();
        try (var _ = locks.shared(Collector.LOCK)) {
            Workroom.append(file, digests);
            var present = new ArrayList<Digest>();
            for (Digest digest : digests) {
                if (store.contains(digest)) present.add(digest);
            }
            return List.copyOf(present);
        }
    }

    /// Keeps one blob, if it is here.
    ///
    /// @return whether it is
    public boolean keep(Digest digest) throws IOException {
        return !keep(List.of(digest)).isEmpty();
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
