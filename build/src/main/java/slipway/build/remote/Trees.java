package slipway.build.remote;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;

/// Checked-out files in the store: a directory, and beside it a record of how much is in it. A directory that holds less
/// than its record says, since the machine lost its power, is none.
final class Trees {

    private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");
    private static final String MADE = "made.json";

    private Trees() {}

    private record Measure(long files, long bytes) {}

    /// The files at `tree`, if they are there.
    static Optional<Checkout> read(Path tree, Commit commit) throws IOException {
        try {
            Json.Obj json = Json.parseObject(Files.readAllBytes(tree.resolve(MADE)));
            var expected = new Measure(json.number("files").orElse(-1L), json.number("bytes").orElse(-1L));
            if (!measure(tree.resolve("files")).equals(expected)) return Optional.empty();
            Instant time = Instant.ofEpochSecond(json.number("time").orElse(0L));
            return Optional.of(new Checkout(tree.resolve("files"), commit, time));
        } catch (NoSuchFileException | InvalidJson e) {
            return Optional.empty();
        }
    }

    private static Measure measure(Path directory) throws IOException {
        long[] sums = new long[2];
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sums[0]++;
                if (attributes.isRegularFile()) sums[1] += attributes.size();
                return FileVisitResult.CONTINUE;
            }
        });
        return new Measure(sums[0], sums[1]);
    }

    /// Gives everything the one of git's two modes that it has, whatever the mask of this process, and the time of the
    /// commit.
    static void finish(Path tree, long seconds) throws IOException {
        FileTime time = FileTime.fromMillis(seconds * 1000);
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    boolean runs = Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
                    Files.setPosixFilePermissions(file, runs ? PROGRAM : FILE);
                }
                setTime(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                if (failure != null) throw failure;
                Files.setPosixFilePermissions(directory, PROGRAM);
                setTime(directory);
                return FileVisitResult.CONTINUE;
            }

            private void setTime(Path path) throws IOException {
                Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .setTimes(time, null, null);
            }
        });
    }

    /// Moves finished files to their place in one step. What is there was found to be broken.
    static void adopt(Path made, Path tree) throws IOException {
        Measure measure = measure(made);
        Path whole = Files.createDirectory(made.resolveSibling("whole"));
        Files.write(whole.resolve(MADE), Json.object().put("files", measure.files).put("bytes", measure.bytes)
                .put("time", Files.getLastModifiedTime(made).toMillis() / 1000).build().toBytes());
        Files.move(made, whole.resolve("files"), StandardCopyOption.ATOMIC_MOVE);
        Files.createDirectories(tree.getParent());
        delete(tree);
        Files.move(whole, tree, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Deletes a file or a directory with all that is in it, if it is there, following no link.
    static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) return;
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                if (failure != null) throw failure;
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
