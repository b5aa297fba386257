package slipway.compose;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.stream.Stream;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Reference;
import slipway.image.Store;

/// The least that a store can be: a directory of blobs.
final class FolderStore implements Store {

    private final Path blobs;

    FolderStore(Path root) throws IOException {
        this.blobs = Files.createDirectories(root.resolve("blobs/sha256"));
    }

    Path file(Digest digest) {
        return blobs.resolve(digest.hex());
    }

    @Override
    public boolean contains(Digest digest) {
        return Files.exists(file(digest));
    }

    @Override
    public OptionalLong size(Digest digest) {
        try {
            return contains(digest) ? OptionalLong.of(Files.size(file(digest))) : OptionalLong.empty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public InputStream open(Descriptor blob) throws IOException {
        return Files.newInputStream(file(blob.digest()));
    }

    @Override
    public byte[] read(Descriptor blob) throws IOException {
        return Files.readAllBytes(file(blob.digest()));
    }

    @Override
    public BlobWriter write() throws IOException {
        Path temporary = Files.createTempFile(blobs.getParent(), "new", "");
        MessageDigest hash = Digest.sha256Hash();
        var out = new DigestOutputStream(Files.newOutputStream(temporary), hash);
        return new BlobWriter() {
            @Override
            public OutputStream stream() {
                return out;
            }

            @Override
            public Descriptor commit(String mediaType) throws IOException {
                out.close();
                Digest digest = Digest.ofSha256(hash);
                long size = Files.size(temporary);
                Files.move(temporary, file(digest), StandardCopyOption.REPLACE_EXISTING);
                return Descriptor.of(mediaType, digest, size);
            }

            @Override
            public void close() throws IOException {
                out.close();
                Files.deleteIfExists(temporary);
            }
        };
    }

    @Override
    public Descriptor put(String mediaType, byte[] bytes) throws IOException {
        Descriptor descriptor = Descriptor.of(mediaType, bytes);
        put(descriptor, new ByteArrayInputStream(bytes));
        return descriptor;
    }

    @Override
    public void put(Descriptor expected, InputStream bytes) throws IOException {
        Files.write(file(expected.digest()), bytes.readAllBytes());
    }

    @Override
    public void delete(Digest digest) throws IOException {
        Files.deleteIfExists(file(digest));
    }

    @Override
    public List<Digest> list() throws IOException {
        try (Stream<Path> files = Files.list(blobs)) {
            return files.map(file -> new Digest("sha256", file.getFileName().toString())).sorted().toList();
        }
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
}
