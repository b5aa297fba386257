package slipway.registry;

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
import java.util.concurrent.ConcurrentSkipListMap;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Reference;
import slipway.image.Store;

/// A store in memory.
final class MapStore implements Store {

    private final Map<Digest, byte[]> blobs = new ConcurrentSkipListMap<>();
    private final SequencedMap<Reference, Descriptor> names = new LinkedHashMap<>();

    @Override
    public boolean contains(Digest digest) {
        return blobs.containsKey(digest);
    }

    @Override
    public OptionalLong size(Digest digest) {
        byte[] bytes = blobs.get(digest);
        return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes.length);
    }

    @Override
    public InputStream open(Descriptor blob) {
        return new ByteArrayInputStream(read(blob));
    }

    @Override
    public byte[] read(Descriptor blob) {
        byte[] bytes = blobs.get(blob.digest());
        if (bytes == null) throw new SlipwayException.CorruptData(Problem.of("blob " + blob.digest() + " is not here"));
        return bytes.clone();
    }

    @Override
    public BlobWriter write() {
        var bytes = new ByteArrayOutputStream();
        return new BlobWriter() {
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
        };
    }

    @Override
    public Descriptor put(String mediaType, byte[] bytes) {
        Descriptor descriptor = Descriptor.of(mediaType, bytes);
        blobs.put(descriptor.digest(), bytes.clone());
        return descriptor;
    }

    @Override
    public void put(Descriptor expected, InputStream bytes) throws IOException {
        byte[] read = bytes.readAllBytes();
        var hash = expected.digest().newHash();
        hash.update(read);
        if (read.length != expected.size() || !expected.digest().matches(hash)) {
            throw new SlipwayException.CorruptData(Problem.of("blob " + expected.digest() + " has other bytes than promised"));
        }
        blobs.put(expected.digest(), read);
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
        return names;
    }

    @Override
    public Optional<Descriptor> resolve(Reference name) {
        return Optional.ofNullable(names.get(name));
    }

    @Override
    public void name(Reference name, Descriptor artifact) {
        names.put(name, artifact);
    }

    @Override
    public void forget(Reference name) {
        names.remove(name);
    }
}
