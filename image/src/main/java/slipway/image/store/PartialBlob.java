package slipway.image.store;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Digest;

/// A blob of which some bytes may be here from an earlier attempt, being completed by this process alone.
///
/// Append what follows [#offset] and [#commit]. When it is closed without that, the bytes stay for the next attempt, in
/// this process or another.
public final class PartialBlob implements AutoCloseable {

    static final String PREFIX = "partial-";

    private final DirectoryStore store;
    private final Descriptor expected;
    private final Path file;
    private final StoreLocks.Held lock;
    private @Nullable FileOutputStream out;
    private MessageDigest hash;
    private long offset;

    private PartialBlob(DirectoryStore store, Descriptor expected, Path file, StoreLocks.Held lock) throws IOException {
        this.store = store;
        this.expected = expected;
        this.file = file;
        this.lock = lock;
        this.hash = expected.digest().newHash();
        long size = Files.exists(file) ? Files.size(file) : 0;
        if (size > expected.size()) Files.delete(file);
        else if (size > 0) hashWhatIsHere();
        this.out = new FileOutputStream(file.toFile(), true);
    }

    static PartialBlob open(DirectoryStore store, Descriptor expected, StoreLocks.Held lock) throws IOException {
        try {
            return new PartialBlob(store, expected, store.tmp().resolve(fileName(expected.digest())), lock);
        } catch (IOException e) {
            lock.close();
            throw store.files().explain(e);
        }
    }

    /// Also the name of the lock on it.
    static String fileName(Digest digest) {
        return PREFIX + digest.algorithm() + "-" + digest.hex();
    }

    private void hashWhatIsHere() throws IOException {
        try (InputStream in = new FileInputStream(file.toFile())) {
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                hash.update(buffer, 0, count);
                offset += count;
            }
        }
    }

    /// How many bytes are here, so the place of the next one.
    public long offset() {
        return offset;
    }

    /// Whether all bytes are here; they may still be wrong.
    public boolean isFull() {
        return offset == expected.size();
    }

    /// Where the next bytes go. Closing it does nothing.
    ///
    /// Throws [SlipwayException.CorruptData] at a byte more than there should be.
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
        if (length > expected.size() - offset) {
            restart();
            throw corrupt("has more than the " + expected.size() + " bytes it should have");
        }
        try {
            file().write(buffer, from, length);
        } catch (IOException e) {
            throw store.files().explain(e);
        }
        hash.update(buffer, from, length);
        offset += length;
    }

    private FileOutputStream file() {
        if (out == null) throw new IllegalStateException("the partial blob is closed");
        return out;
    }

    /// Forgets the bytes that are here: for a server that sends all of them again.
    public void restart() throws IOException {
        file().getChannel().truncate(0);
        hash = expected.digest().newHash();
        offset = 0;
    }

    /// Makes it a blob of the store.
    ///
    /// @throws SlipwayException.CorruptData when the bytes are not the digest's; they are forgotten then. When there are too
    ///     few, they stay.
    public void commit() throws IOException {
        if (!isFull()) {
            throw corrupt("ends after " + offset + " of " + expected.size() + " bytes");
        }
        if (!expected.digest().matches(hash)) {
            restart();
            throw corrupt("has other bytes: their hash is not the digest");
        }
        FileOutputStream complete = file();
        out = null;
        store.adopt(complete, file, expected.digest());
    }

    private SlipwayException.CorruptData corrupt(String how) {
        return new SlipwayException.CorruptData(Problem.of("blob " + expected.digest() + " " + how));
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            if (out != null) out.close();
            out = null;
            if (offset == 0) Files.deleteIfExists(file);
        }
    }
}
