package slipway.compose.mirror;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Digest;

/// Files by their SHA-256, in a directory. What is in it was verified when it came; it is verified again when it is used.
public final class Downloads {

    private final Path directory;
    private final Fetcher fetcher;

    public Downloads(Path directory, Fetcher fetcher) {
        this.directory = directory;
        this.fetcher = fetcher;
    }

    /// The file of a digest and size, if it is here. One that has been damaged is not, and is done away with.
    public Optional<Path> present(Digest digest, long size) throws IOException {
        Path file = file(digest);
        if (!Files.isRegularFile(file)) return Optional.empty();
        if (Files.size(file) == size && digest.equals(hash(file))) return Optional.of(file);
        Files.deleteIfExists(file);
        return Optional.empty();
    }

    /// A file whose size and digest are known. Fetches it unless it is here.
    ///
    /// @return nothing when there is nothing at that address
    /// @throws SlipwayException.CorruptData when there is something else at it
    /// @throws SlipwayException.NetworkFailed when it cannot be had
    public Optional<Path> get(URI address, Digest digest, long size) throws IOException {
        Optional<Path> present = present(digest, size);
        if (present.isPresent()) return present;
        Path file = file(digest);
        Files.createDirectories(file.getParent());
        Path temporary = temporary();
        try {
            Optional<Boolean> fetched = fetcher.fetch(address, in -> save(in, temporary, address, digest, size));
            if (fetched.isEmpty()) return Optional.empty();
            move(temporary, file);
            return Optional.of(file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private Path file(Digest digest) {
        return directory.resolve("files").resolve(digest.hex());
    }

    /// The bytes at an address, at most `limit` of them; nothing when there is nothing there.
    Optional<byte[]> read(URI address, int limit) {
        return fetcher.fetch(address, in -> {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) throw tooLarge(address);
            return bytes;
        });
    }

    /// A fresh file beside the downloads, for work that is not finished.
    public Path temporary() throws IOException {
        Path work = directory.resolve("tmp");
        Files.createDirectories(work);
        return Files.createTempFile(work, "part-", "");
    }

    /// Deletes what work that was broken off has left, if it has not been touched since `limit`.
    public void sweep(Instant limit) throws IOException {
        Path work = directory.resolve("tmp");
        if (!Files.isDirectory(work)) return;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(work, "part-*")) {
            for (Path file : files) {
                try {
                    if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) Files.deleteIfExists(file);
                } catch (NoSuchFileException _) {
                    // Another process has finished with it.
                }
            }
        }
    }

    /// Puts a finished file in its place, for all to see at once.
    public static void move(Path temporary, Path file) throws IOException {
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean save(InputStream in, Path target, URI address, Digest digest, long size) throws IOException {
        MessageDigest hash = digest.newHash();
        long count = 0;
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                count += read;
                if (count > size) break;
                hash.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        }
        if (count < size) throw new IOException("it ends after " + count + " of " + size + " bytes");
        if (count > size || !digest.matches(hash)) {
            throw new SlipwayException.CorruptData(
                    Problem.of(Fetcher.shown(address) + " is not the file that the signed index lists")
                    .hint("the mirror is being updated or has been tampered with; " + digest + " with " + size
                            + " bytes was expected"));
        }
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        return true;
    }

    private static Digest hash(Path file) throws IOException {
        MessageDigest hash = Digest.sha256Hash();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), hash)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Digest.ofSha256(hash);
    }

    private static SlipwayException.CorruptData tooLarge(URI address) {
        return new SlipwayException.CorruptData(Problem.of(Fetcher.shown(address) + " is larger than such a file can be"));
    }
}
