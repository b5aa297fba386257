package slipway.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Reference;
import slipway.image.Store;
import slipway.image.TransferListener;
import slipway.image.TransferListener.Direction;
import slipway.image.store.DirectoryStore;
import slipway.image.store.PartialBlob;
import slipway.registry.api.Blobs;
import slipway.registry.api.Session;

/// Brings blobs from a registry into a store.
final class Pull {

    private final Registries registries;
    private final Reference reference;
    private final Store store;
    private final TransferListener listener;

    Pull(Registries registries, Reference reference, Store store, TransferListener listener) {
        this.registries = registries;
        this.reference = reference;
        this.store = store;
        this.listener = listener;
    }

    /// All of these, several at a time, each once.
    void fetch(List<Descriptor> blobs) throws IOException {
        var wanted = new LinkedHashMap<Digest, Descriptor>();
        for (Descriptor blob : blobs) wanted.putIfAbsent(blob.digest(), blob);
        Parallel.each(wanted.values(), registries.lanes(reference.registry()), this::one);
    }

    /// One blob, from the first place that gives it whole and right.
    void one(Descriptor blob) throws IOException {
        if (store instanceof DirectoryStore directory) {
            resumed(directory, blob);
        } else if (store.contains(blob.digest())) {
            listener.present(Direction.PULL, blob);
        } else {
            registries.read(reference.registry(), session -> {
                try (InputStream in = new Blobs(session).open(reference.repository(), blob, 0)) {
                    store.put(blob, new Counted(in, blob, 0));
                } catch (SlipwayException.CorruptData e) {
                    throw blamed(session, e);
                }
                return Optional.of(blob);
            });
        }
    }

    /// One blob, of which an earlier process may have left the beginning.
    private void resumed(DirectoryStore directory, Descriptor blob) throws IOException {
        Optional<PartialBlob> begun = directory.resume(blob);
        if (begun.isEmpty()) {
            listener.present(Direction.PULL, blob);
            return;
        }
        try (PartialBlob partial = begun.get()) {
            registries.read(reference.registry(), session -> {
                complete(session, partial, blob);
                return Optional.of(blob);
            });
        }
    }

    private void complete(Session session, PartialBlob partial, Descriptor blob) throws IOException {
        boolean hadSome = partial.offset() > 0;
        try {
            append(session, partial, blob);
        } catch (SlipwayException.CorruptData e) {
            if (!hadSome) throw blamed(session, e);
            // The bytes that were here may be the wrong ones.
            partial.restart();
            append(session, partial, blob);
        }
    }

    private void append(Session session, PartialBlob partial, Descriptor blob) throws IOException {
        long start = partial.offset();
        try (InputStream in = new Blobs(session).open(reference.repository(), blob, start)) {
            new Counted(in, blob, start).transferTo(partial.stream());
        }
        partial.commit();
    }

    /// The store knows what is wrong with the bytes; here it is known who sent them.
    private static SlipwayException blamed(Session session, SlipwayException.CorruptData e) {
        String authority = session.endpoint().authority();
        if (e.getMessage().contains(authority)) return e;
        return new SlipwayException.CorruptData(Problem.of(e.getMessage() + " (sent by " + authority + ")"), e);
    }

    private final class Counted extends FilterInputStream {
        private final Descriptor blob;
        private long position;

        Counted(InputStream in, Descriptor blob, long position) {
            super(in);
            this.blob = blob;
            this.position = position;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            if (count > 0) {
                position += count;
                listener.moved(Direction.PULL, blob, position);
            }
            return count;
        }
    }
}
