package slipway.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Reference;
import slipway.image.Store;
import slipway.image.TransferListener;
import slipway.image.TransferListener.Direction;
import slipway.registry.api.Blobs;

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
        var missing = new LinkedHashMap<Digest, Descriptor>();
        for (Descriptor blob : blobs) {
            if (store.contains(blob.digest())) listener.present(Direction.PULL, blob);
            else missing.putIfAbsent(blob.digest(), blob);
        }
        Parallel.each(missing.values(), registries.lanes(reference.registry()), this::one);
    }

    /// One blob, from the first place that gives it whole and right.
    void one(Descriptor blob) throws IOException {
        registries.read(reference.registry(), session -> {
            try (InputStream in = new Blobs(session).open(reference.repository(), blob, 0)) {
                store.put(blob, new Counted(in, blob));
            }
            return Optional.of(blob);
        });
    }

    private final class Counted extends FilterInputStream {
        private final Descriptor blob;
        private long position;

        Counted(InputStream in, Descriptor blob) {
            super(in);
            this.blob = blob;
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
