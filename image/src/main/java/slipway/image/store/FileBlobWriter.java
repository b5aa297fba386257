package slipway.image.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Store;

/// A blob being written to a temporary file of a [DirectoryStore].
final class FileBlobWriter implements Store.BlobWriter {

    private final DirectoryStore store;
    private final Path file;
    private final MessageDigest hash = Digest.sha256Hash();
    private @Nullable FileOutputStream out;
    private long size;

    FileBlobWriter(DirectoryStore store, Path file) throws IOException {
        this.store = store;
        this.file = file;
        try {
            this.out = new FileOutputStream(file.toFile());
        } catch (IOException e) {
            throw store.files().explain(e);
        }
    }

    @Override
    public OutputStream stream() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] buffer, int from, int length) throws IOException {
                append(buffer, from, length);
            }
        };
    }

    private void append(byte[] buffer, int from, int length) throws IOException {
        try {
            open().write(buffer, from, length);
        } catch (IOException e) {
            throw store.files().explain(e);
        }
        hash.update(buffer, from, length);
        size += length;
    }

    private FileOutputStream open() {
        if (out == null) throw new IllegalStateException("the blob is committed or given up");
        return out;
    }

    @Override
    public Descriptor commit(String mediaType) throws IOException {
        FileOutputStream complete = open();
        out = null;
        Digest digest = Digest.ofSha256(hash);
        store.adopt(complete, file, digest);
        return Descriptor.of(mediaType, digest, size);
    }

    @Override
    public void close() throws IOException {
        if (out == null) return;
        out.close();
        out = null;
        Files.deleteIfExists(file);
    }
}
