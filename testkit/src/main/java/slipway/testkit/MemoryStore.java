package slipway.testkit;

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
import slipway.image.store.StoreImages;
import slipway.image.store.VerifiedInputStream;

/// A store in memory, safe under several threads.
public final class MemoryStore implements Store {

    private final Map<Digest, byte[]> blobs = new ConcurrentSkipListMap<>();
    private final SequencedMap<Reference, Descriptor> names = new LinkedHashMap<>();

    /// Puts bytes where a digest says, whether they are its or not: to see what is made of damage.
    public void damage(Digest digest, byte[] bytes) {
        blobs.put(digest, bytes.clone());
    }

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
        byte[] bytes = blobs.get(blob.digest());
        if (bytes == null) {
            throw new SlipwayException.CorruptData(Problem.of("blob " + blob.digest() + " is not in the store"));
        }
        return new VerifiedInputStream(new ByteArrayInputStream(bytes), blob);
    }

    @Override
    public byte[] read(Descriptor blob) throws IOException {
        VerifiedInputStream.checkSmall(blob);
        return open(blob).readAllBytes();
    }

    @Override
    public BlobWriter write() {
        var buffer = new ByteArrayOutputStream();
        return new BlobWriter() {
            @Override
            public OutputStream stream() {
                return buffer;
            }

            @Override
            public Descriptor commit(String mediaType) {
                return put(mediaType, buffer.toByteArray());
            }

            @Override
            public void close() {
                buffer.reset();
            }
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
        byte[] here = blobs.get(expected.digest());
        if (here != null && here.length == expected.size()) return;
        blobs.put(expected.digest(), new VerifiedInputStream(bytes, expected).readAllBytes());
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
        synchronized (names) {
            return new LinkedHashMap<>(names);
        }
    }

    @Override
    public Optional<Descriptor> resolve(Reference name) {
        return StoreImages.find(names(), name);
    }

    @Override
    public void name(Reference name, Descriptor artifact) {
        OptionalLong size = size(artifact.digest());
        if (size.isEmpty() || size.getAsLong() != artifact.size()) {
            throw new SlipwayException.CorruptData(Problem.of(name.familiar() + " cannot point to " + artifact.digest()
                    + ": the store does not have it with " + artifact.size() + " bytes"));
        }
        synchronized (names) {
            names.remove(name);
            names.put(name, artifact);
        }
    }

    @Override
    public void forget(Reference name) {
        synchronized (names) {
            names.remove(name);
        }
    }
}
