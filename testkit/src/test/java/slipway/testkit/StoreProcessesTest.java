package slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.image.Descriptor;
import slipway.image.Reference;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Durability;
import slipway.image.store.StoreVerifier;
import slipway.image.validate.ImageValidator;

/// Several processes on one store, and what is left when one is killed.
final class StoreProcessesTest {

    private static final int ROUNDS = 30;
    private static final int KILLS = 6;

    @TempDir
    Path temporary;

    @Test
    void twoProcessesAndManyThreadsShareAStore() throws Exception {
        Path root = temporary.resolve("store");
        Process one = OtherProcess.start(root, "one", ROUNDS);
        Process two = OtherProcess.start(root, "two", ROUNDS);
        try {
            assertThat(last(one)).isEqualTo(Integer.toString(ROUNDS - 1));
            assertThat(last(two)).isEqualTo(Integer.toString(ROUNDS - 1));
            assertThat(one.waitFor()).isZero();
            assertThat(two.waitFor()).isZero();
        } finally {
            one.destroyForcibly();
            two.destroyForcibly();
        }
        try (var store = DirectoryStore.open(root, Durability.UNSYNCED)) {
            assertThat(new StoreVerifier(store).verify()).isEmpty();
            assertThat(store.names().keySet()).hasSize(ROUNDS + 2 * 7 - 2 * forgotten(ROUNDS - 1));
            for (Descriptor named : store.names().values()) assertThat(ImageValidator.validate(store, named)).isEmpty();
        }
        assertNothingTemporary(root);
    }

    /// How many of the seven tags are left out after the last round: those whose last round of all forgot them.
    private static int forgotten(int last) {
        int count = 0;
        for (int round = last - 6; round <= last; round++) if (round % 5 == 4) count++;
        return count;
    }

    @Test
    void aKilledProcessLeavesAWholeStore() throws Exception {
        Path root = temporary.resolve("store");
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = OtherProcess.start(root, "victim", Integer.MAX_VALUE);
            int finished = killAfter(process, random.nextInt(1, 20), random.nextInt(30_000));
            try (var store = DirectoryStore.open(root, Durability.UNSYNCED)) {
                assertThat(new StoreVerifier(store).verify()).as("seed %d, kill %d", seed, kill).isEmpty();
                assertThat(store.names()).as("seed %d", seed)
                        .containsKey(Reference.parse("example.test/shared:" + finished));
                for (Descriptor named : store.names().values()) assertThat(ImageValidator.validate(store, named)).isEmpty();
                store.collect(List.of());
                assertThat(store.unreferenced(List.of())).isEmpty();
                assertThat(new StoreVerifier(store).verify()).as("seed %d, kill %d, collected", seed, kill).isEmpty();
            }
            assertNothingTemporary(root);
        }
    }

    /// Kills a process in the midst of work, some time after a round.
    ///
    /// @return the last round it said it had finished
    private static int killAfter(Process process, int rounds, int microseconds) throws IOException, InterruptedException {
        try (BufferedReader lines = process.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("ready");
            int finished = -1;
            for (int i = 0; i < rounds; i++) finished = Integer.parseInt(lines.readLine());
            Thread.sleep(microseconds / 1000, microseconds % 1000 * 1000);
            process.toHandle().destroyForcibly();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) finished = Integer.parseInt(line);
            return finished;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static String last(Process process) throws IOException {
        String last = "";
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) last = line;
        }
        return last;
    }

    private static void assertNothingTemporary(Path root) throws IOException {
        try (Stream<Path> left = Files.list(root.resolve("tmp"))) {
            assertThat(left).isEmpty();
        }
    }
}
