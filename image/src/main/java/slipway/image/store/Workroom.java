package slipway.image.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import slipway.image.Digest;

/// The part of `tmp/` that is one process's own: a directory of temporary files and leases, and a lock that says it lives.
///
/// The directory is made when it is first needed. When the process dies the lock is free, and whoever opens the store next
/// sweeps the directory away.
final class Workroom implements AutoCloseable {

    private static final String PREFIX = "process-";
    private static final String LEASE = "lease-";
    private static final Pattern DIGEST_LINE = Pattern.compile("(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})\n");

    private final Path tmp;
    private final StoreLocks locks;
    private final String id = PREFIX + UUID.randomUUID();
    private final AtomicLong counter = new AtomicLong();
    private StoreLocks.@Nullable Held alive;

    Workroom(Path tmp, StoreLocks locks) {
        this.tmp = tmp;
        this.locks = locks;
    }

    /// The directory, made if need be.
    synchronized Path directory() throws IOException {
        Path directory = tmp.resolve(id);
        if (alive == null) {
            StoreLocks.Held held = locks.exclusive(id);
            try {
                Files.createDirectory(directory);
            } catch (IOException e) {
                held.close();
                throw e;
            }
            alive = held;
        }
        return directory;
    }

    /// A path in the directory that nothing has had yet.
    Path newPath(String kind) throws IOException {
        return directory().resolve(kind + "-" + counter.incrementAndGet());
    }

    /// A path for a new lease.
    Path newLease() throws IOException {
        return directory().resolve(LEASE + counter.incrementAndGet());
    }

    static void append(Path lease, Collection<Digest> digests) throws IOException {
        var lines = new StringBuilder();
        digests.forEach(digest -> lines.append(digest).append('\n'));
        try (var out = new FileOutputStream(lease.toFile(), true)) {
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /// What living processes have leased. A line that a dying process wrote half does not count.
    static SortedSet<Digest> leased(Path tmp) throws IOException {
        var leased = new TreeSet<Digest>();
        for (Path room : children(tmp, PREFIX + "*")) {
            for (Path lease : children(room, LEASE + "*")) {
                var lines = DIGEST_LINE.matcher(text(lease));
                while (lines.find()) leased.add(Digest.parse(lines.group(1)));
            }
        }
        return leased;
    }

    private static String text(Path lease) throws IOException {
        try {
            return Files.readString(lease);
        } catch (NoSuchFileException closedMeanwhile) {
            return "";
        }
    }

    /// Deletes what dead processes left in `tmp/`.
    static void sweep(Path tmp, StoreLocks locks) throws IOException {
        for (Path room : children(tmp, PREFIX + "*")) {
            var dead = locks.tryExclusive(room.getFileName().toString());
            if (dead.isEmpty()) continue;
            try (var _ = dead.get()) {
                deleteTree(room);
            }
        }
    }

    private static List<Path> children(Path directory, String glob) throws IOException {
        var children = new ArrayList<Path>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, glob)) {
            stream.forEach(children::add);
        } catch (NoSuchFileException sweptMeanwhile) {
            return List.of();
        } catch (UncheckedIOException | java.nio.file.DirectoryIteratorException e) {
            throw new IOException("cannot list " + directory, e);
        }
        children.sort(null);
        return children;
    }

    /// Deletes a directory and what is in it, never following a link.
    static void deleteTree(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException error) throws IOException {
                if (error instanceof NoSuchFileException) return FileVisitResult.CONTINUE;
                throw error;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path done, @Nullable IOException error) throws IOException {
                if (error != null) throw error;
                Files.deleteIfExists(done);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /// Deletes the directory. Whatever is still being written there is given up.
    @Override
    public synchronized void close() throws IOException {
        if (alive == null) return;
        deleteTree(tmp.resolve(id));
        alive.close();
        alive = null;
    }
}
