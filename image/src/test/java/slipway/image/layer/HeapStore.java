package slipway.image.layer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.TreeMap;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Reference;
import slipway.image.Store;

/// Blobs on the heap, for tests of what lies above a store. It verifies nothing: that is what the tests' subjects must do.
final class HeapStore implements Store {

    private final Map<Digest, byte[]> blobs = new TreeMap<>();

    @Override
    public boolean contains(Digest digest) {
        return blobs.containsKey(digest);
    }

    @Override
    public OptionalLong size(Digest digest) {
        return contains(digest) ? OptionalLong.of(blobs.get(digest).length) : OptionalLong.empty();
    }

    @Override
    public InputStream open(Descriptor blob) {
        return new ByteArrayInputStream(read(blob));
    }

    @Override
    public byte[] read(Descriptor blob) {
        byte[] bytes = blobs.get(blob.digest());
        if (bytes == null) throw new SlipwayException.CorruptData(Problem.of("no blob " + blob.digest()));
        return bytes.clone();
    }

    @Override
    public BlobWriter write() {
        return new HeapWriter();
    }

    @Override
    public Descriptor put(String mediaType, byte[] bytes) {
        Descriptor descriptor = Descriptor.of(mediaType, bytes);
        blobs.put(descriptor.digest(), bytes.clone());
        return descriptor;
    }

    @Override
    public void put(Descriptor expected, InputStream bytes) throws IOException {
        blobs.put(expected.digest(), bytes.readAllBytes());
    }

    @Override
    public void delete(Digest digest) {
        blobs.remove(digest);
    }

    @Override
    public List<Digest> list() {
        return List.copyOf(blobs.keySet());
    }

    @Override
    public SequencedMap<Reference, Descriptor> names() {
        return new LinkedHashMap<>();
    }

    @Override
    public Optional<Descriptor> resolve(Reference name) {
        return Optional.empty();
    }

    @Override
    public void name(Reference name, Descriptor artifact) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forget(Reference name) {
        throw new UnsupportedOperationException();
    }

    private final class HeapWriter implements BlobWriter {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public OutputStream stream() {
            return bytes;
        }

        @Override
        public Descriptor commit(String mediaType) {
            return put(mediaType, bytes.toByteArray());
        }

        @Override
        public void close() {}
    }
}
