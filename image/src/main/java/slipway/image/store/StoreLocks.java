package slipway.image.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import slipway.diagnostics.SlipwayException;
import slipway.image.Digest;

/// Locks by name that hold among threads and among processes; the system lets go of a dead process's.
///
/// All are byte ranges of one file, a name's place being its hash, so that no lock leaves a file behind. Three things about
/// the system's record locks shape this class. They belong to the process: so threads are kept apart here, in one table for
/// each file. Closing any channel on the file drops them all: so there is one channel, used by one thread that nobody
/// interrupts. And a process that waits in the system may be refused for a deadlock that is none among threads: so waiting
/// is done here, by trying again.
public final class StoreLocks {

    private static final Map<Path, Table> TABLES = new ConcurrentHashMap<>();
    private static final long SHORTEST_WAIT = 1;
    private static final long LONGEST_WAIT = 32;

    private final Table table;

    /// The locks in this file, which is made when it is first needed. Its directory must exist.
    public StoreLocks(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Path real = (parent == null ? file.getRoot() : parent.toRealPath()).resolve(file.getFileName());
        table = TABLES.computeIfAbsent(real, Table::new);
    }

    /// A lock that is held until it is closed, by whatever thread.
    public final class Held implements AutoCloseable {
        private final long position;
        private boolean released;

        private Held(long position) {
            this.position = position;
        }

        @Override
        public void close() throws IOException {
            synchronized (table) {
                if (released) return;
                released = true;
                table.release(position);
            }
        }
    }

    /// Waits until nobody else holds the lock.
    ///
    /// @throws SlipwayException.Interrupted when the thread is interrupted as it waits
    public Held exclusive(String name) throws IOException {
        return take(name, Sharing.ALONE);
    }

    /// Waits until nobody holds the lock alone.
    ///
    /// @throws SlipwayException.Interrupted when the thread is interrupted as it waits
    public Held shared(String name) throws IOException {
        return take(name, Sharing.TOGETHER);
    }

    /// Takes the lock if nobody holds it now.
    public Optional<Held> tryExclusive(String name) throws IOException {
        return tryTake(name, Sharing.ALONE);
    }

    /// Takes the lock if nobody holds it alone now.
    public Optional<Held> tryShared(String name) throws IOException {
        return tryTake(name, Sharing.TOGETHER);
    }

    private Optional<Held> tryTake(String name, Sharing sharing) throws IOException {
        long position = position(name);
        synchronized (table) {
            return table.tryTake(position, sharing) ? Optional.of(new Held(position)) : Optional.empty();
        }
    }

    private Held take(String name, Sharing sharing) throws IOException {
        long position = position(name);
        long wait = SHORTEST_WAIT;
        synchronized (table) {
            while (!table.tryTake(position, sharing)) {
                try {
                    table.wait(wait);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new SlipwayException.Interrupted();
                }
                wait = Math.min(LONGEST_WAIT, wait * 2);
            }
            return new Held(position);
        }
    }

    static long position(String name) {
        byte[] hash = Digest.sha256Hash().digest(name.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(hash).getLong() & (Long.MAX_VALUE >> 1);
    }

    private enum Sharing {
        ALONE,
        TOGETHER
    }

    /// Who in this process holds what in one file. Its monitor guards it.
    private static final class Table {

        private static final ExecutorService SYSTEM_CALLS =
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("store-locks").factory());

        private final Path file;
        private final Map<Long, Hold> holds = new HashMap<>();
        private @Nullable FileChannel channel;

        private Table(Path file) {
            this.file = file;
        }

        private record Hold(FileLock lock, int holders) {}

        boolean tryTake(long position, Sharing sharing) throws IOException {
            Hold hold = holds.get(position);
            if (hold != null) {
                if (sharing == Sharing.ALONE || !hold.lock.isShared()) return false;
                holds.put(position, new Hold(hold.lock, hold.holders + 1));
                return true;
            }
            FileLock lock = uninterrupted(() -> openChannel().tryLock(position, 1, sharing == Sharing.TOGETHER));
            if (lock == null) {
                closeIfUnused();
                return false;
            }
            holds.put(position, new Hold(lock, 1));
            return true;
        }

        void release(long position) throws IOException {
            Hold hold = holds.get(position);
            if (hold == null) throw new IllegalStateException("released a lock that is not held");
            if (hold.holders > 1) {
                holds.put(position, new Hold(hold.lock, hold.holders - 1));
            } else {
                holds.remove(position);
                uninterrupted(() -> {
                    hold.lock.release();
                    return hold;
                });
                closeIfUnused();
            }
            notifyAll();
        }

        private FileChannel openChannel() throws IOException {
            FileChannel open = channel;
            if (open == null) {
                open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                channel = open;
            }
            return open;
        }

        private void closeIfUnused() throws IOException {
            if (!holds.isEmpty() || channel == null) return;
            channel.close();
            channel = null;
        }

        private static <T extends @Nullable Object> T uninterrupted(Callable<T> call) throws IOException {
            Future<T> result = SYSTEM_CALLS.submit(call);
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        return result.get();
                    } catch (InterruptedException e) {
                        interrupted = true;
                    } catch (ExecutionException e) {
                        if (e.getCause() instanceof IOException io) throw io;
                        throw new IllegalStateException(e.getCause());
                    }
                }
            } finally {
                if (interrupted) Thread.currentThread().interrupt();
            }
        }
    }
}
