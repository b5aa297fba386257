package slipway.image.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.diagnostics.SlipwayException;

final class StoreLocksTest {

    @TempDir
    Path directory;

    private int inside;

    @Test
    void exclusiveMeansAlone() throws Exception {
        var locks = new StoreLocks(directory.resolve("lock"));
        var same = new StoreLocks(directory.resolve("../" + directory.getFileName() + "/lock"));
        var held = locks.exclusive("a");
        assertThat(same.tryExclusive("a")).isEmpty();
        same.exclusive("b").close();
        held.close();
        held.close();
        same.tryExclusive("a").orElseThrow().close();
    }

    @Test
    void sharedMeansTogether() throws Exception {
        var locks = new StoreLocks(directory.resolve("lock"));
        var one = locks.shared("a");
        var two = locks.shared("a");
        one.close();
        assertThat(locks.tryExclusive("a")).isEmpty();
        two.close();
        locks.tryExclusive("a").orElseThrow().close();
    }

    /// What they count has no protection but the lock.
    @Test
    void threadsTakeTurns() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = new ArrayList<Future<?>>();
            for (int i = 0; i < 20; i++) {
                done.add(threads.submit(() -> {
                    var locks = new StoreLocks(directory.resolve("lock"));
                    for (int round = 0; round < 20; round++) {
                        try (var _ = locks.exclusive("turn")) {
                            int before = inside;
                            Thread.yield();
                            inside = before + 1;
                        }
                    }
                    return locks;
                }));
            }
            for (Future<?> one : done) one.get();
        }
        assertThat(inside).isEqualTo(400);
    }

    @Test
    void aWaitingThreadCanBeInterruptedAndOthersKeepTheirs() throws Exception {
        var locks = new StoreLocks(directory.resolve("lock"));
        var other = locks.exclusive("other");
        var held = locks.exclusive("a");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> locks.exclusive("a")).isInstanceOf(SlipwayException.Interrupted.class);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        locks.exclusive("free").close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(isLocked("other")).isTrue();
        other.close();
        held.close();
    }

    /// Asks the system, which knows which bytes of the file are locked by which process.
    private boolean isLocked(String name) throws Exception {
        Path file = directory.resolve("lock");
        Object inode = Files.getAttribute(file, "unix:ino");
        return Files.readAllLines(Path.of("/proc/locks")).stream()
                .anyMatch(line -> line.contains(":" + inode + " ")
                        && line.contains(Long.toString(StoreLocks.position(name))));
    }
}
