package slipway.build.run.snapshot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.image.DiffId;

/// The places of snapshots on disk.
///
/// ```
/// snapshots/BOOT/
///   HEX/fs            an unpacked layer, by the hex digits of its diffID; or, in place of HEX,
///   HEX -> run-S-N    a link to what a step of the session S made
///   HEX/implied       which directories in it the layer does not mention
///   tmp/S.lock        held for as long as the session S lives
///   tmp/S/            what it has not finished
///   tmp/HEX.unpack    held by the one who unpacks the layer
/// ```
///
/// A snapshot appears by one rename. What sessions leave that did not end is swept when the next one begins.
///
/// Nothing here is forced to the disk: everything can be unpacked again from its blob. So that no half-written file survives
/// a loss of power, snapshots are those of one boot of the machine; those of an earlier one are deleted.
final class SnapshotDirectory implements AutoCloseable {

    private static final String LOCK = ".lock";
    private static final String UNPACK = ".unpack";
    private static final String RUN = "run-";

    private final Path root;
    private final Path temporary;
    private final String session;
    private final FileChannel lockFile;
    private final AtomicInteger count = new AtomicInteger();
    private final ConcurrentHashMap<String, ReentrantLock> unpacking = new ConcurrentHashMap<>();

    /// Makes a layer's directory in an empty one.
    @FunctionalInterface
    interface Filling {
        void fill(Path directory) throws IOException;
    }

    /// Begins a session on `root/snapshots`.
    SnapshotDirectory(Path root) throws IOException {
        Path everything = root.toAbsolutePath().resolve("snapshots");
        this.root = everything.resolve(boot());
        Path all = this.root.resolve("tmp");
        Files.createDirectories(all);
        Files.setPosixFilePermissions(everything, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        byte[] name = new byte[6];
        new SecureRandom().nextBytes(name);
        this.session = HexFormat.of().formatHex(name);
        this.temporary = all.resolve(session);
        this.lockFile = lock(all.resolve(session + LOCK));
        try {
            Files.createDirectory(temporary);
            sweep(all);
            forgetOtherBoots(everything);
        } catch (IOException | RuntimeException e) {
            Trees.remove(temporary);
            Files.deleteIfExists(all.resolve(session + LOCK));
            lockFile.close();
            throw e;
        }
    }

    private static String boot() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    }

    private void forgetOtherBoots(Path everything) throws IOException {
        List<Path> others;
        try (Stream<Path> boots = Files.list(everything)) {
            others = boots.filter(boot -> !boot.equals(root)).sorted().toList();
        }
        for (Path other : others) {
            Path ours = temporary.resolve("boot-" + other.getFileName());
            try {
                Files.move(other, ours, StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException e) {
                // Another process forgets as well.
                continue;
            }
            Trees.remove(ours);
        }
    }

    private static FileChannel lock(Path file) throws IOException {
        while (true) {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                channel.lock();
            } catch (IOException e) {
                Files.deleteIfExists(file);
                channel.close();
                throw e;
            }
            // Somebody who sweeps may have taken the file for one that was left, before it was locked.
            if (Files.exists(file)) return channel;
            channel.close();
        }
    }

    /// The snapshot of a layer; made by `filling` unless it is there. Of several who want it one makes it.
    Unpacked unpacked(DiffId layer, Filling filling) throws IOException {
        String hex = layer.digest().hex();
        Optional<Unpacked> there = find(hex);
        if (there.isPresent()) return there.get();
        ReentrantLock mine = unpacking.computeIfAbsent(hex, _ -> new ReentrantLock());
        mine.lock();
        Path lockPath = root.resolve("tmp").resolve(hex + UNPACK);
        try (FileChannel channel = FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock ours = lockAcrossSessions(channel)) {
            there = find(hex);
            if (there.isPresent()) return there.get();
            Path fresh = fresh();
            try {
                filling.fill(fresh.resolve("fs"));
                publish(fresh, root.resolve(hex));
            } finally {
                Trees.remove(fresh);
                // Whoever waits on the deleted file finds the snapshot, or makes one and sees at its end that it has lost.
                Files.deleteIfExists(lockPath);
            }
            return find(hex).orElseThrow(() -> new IllegalStateException("a snapshot vanished: " + ours));
        } finally {
            mine.unlock();
        }
    }

    /// Waits for other processes, and for other sessions of this one.
    private static FileLock lockAcrossSessions(FileChannel channel) throws IOException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException e) {
                try {
                    Thread.sleep(10);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new slipway.diagnostics.SlipwayException.Interrupted();
                }
            }
        }
    }

    private Optional<Unpacked> find(String hex) throws IOException {
        try {
            return Optional.of(new Unpacked(root.resolve(hex).toRealPath().resolve("fs")))
                    .filter(unpacked -> Files.isDirectory(unpacked.directory(), LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// A new directory of this session with an empty `fs` in it.
    Path fresh() throws IOException {
        Path fresh = Files.createDirectory(temporary.resolve(Integer.toString(count.incrementAndGet())));
        Files.createDirectory(fresh.resolve("fs"));
        return fresh;
    }

    /// A directory of this session that no layer becomes of.
    Unpacked written(Filling filling) throws IOException {
        Path fresh = fresh();
        filling.fill(fresh.resolve("fs"));
        return new Unpacked(fresh.resolve("fs"));
    }

    /// Makes a finished [#fresh] a snapshot of this session.
    Unpacked keep(Path fresh) throws IOException {
        Path place = root.resolve(RUN + session + "-" + fresh.getFileName());
        Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
        return new Unpacked(place.resolve("fs"));
    }

    /// Says which layer a kept snapshot has turned out to be. If that one is here already, the kept one lives as long as the
    /// session.
    void name(Unpacked kept, DiffId layer) throws IOException {
        try {
            Files.createSymbolicLink(root.resolve(layer.digest().hex()), kept.directory().getParent().getFileName());
        } catch (FileAlreadyExistsException e) {
            // The same layer was unpacked, or another step has made it.
            return;
        }
    }

    private static void publish(Path fresh, Path place) throws IOException {
        try {
            Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Somebody was faster; what the system says then depends on whether a directory is there or a link.
            if (!Files.exists(place)) throw e;
        }
    }

    /// Whether a session lives, or has left something to those that come.
    static boolean isAnythingTemporary(Path root) throws IOException {
        Path ours = root.toAbsolutePath().resolve("snapshots").resolve(boot());
        try (Stream<Path> boots = Files.list(ours.getParent()); Stream<Path> files = Files.list(ours.resolve("tmp"))) {
            return boots.anyMatch(boot -> !boot.equals(ours)) || files.findAny().isPresent();
        } catch (NoSuchFileException neverUsed) {
            return false;
        }
    }

    /// Deletes what sessions have left that are no more.
    private void sweep(Path all) throws IOException {
        List<Path> locks;
        try (Stream<Path> files = Files.list(all)) {
            locks = files.filter(file -> file.toString().endsWith(LOCK) || file.toString().endsWith(UNPACK)).sorted()
                    .toList();
        }
        for (Path file : locks) {
            String name = file.getFileName().toString();
            if (name.equals(session + LOCK)) continue;
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE); FileLock held = tryLock(channel)) {
                if (held == null) continue;
                if (name.endsWith(LOCK)) end(name.substring(0, name.length() - LOCK.length()));
                else Files.deleteIfExists(file);
            } catch (NoSuchFileException e) {
                // Another process sweeps as well.
                continue;
            }
        }
    }

    private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /// Deletes what a session has that is no snapshot of a layer, its lock last.
    private void end(String ended) throws IOException {
        Set<Path> named;
        List<Path> kept;
        try (Stream<Path> files = Files.list(root)) {
            kept = files.filter(file -> file.getFileName().toString().startsWith(RUN + ended + "-")).sorted().toList();
        }
        try (Stream<Path> files = Files.list(root)) {
            named = files.filter(Files::isSymbolicLink).map(SnapshotDirectory::target).collect(Collectors.toSet());
        }
        for (Path file : kept) if (!named.contains(file.getFileName())) Trees.remove(file);
        Trees.remove(root.resolve("tmp").resolve(ended));
        Files.deleteIfExists(root.resolve("tmp").resolve(ended + LOCK));
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            end(session);
        } finally {
            lockFile.close();
        }
    }
}
