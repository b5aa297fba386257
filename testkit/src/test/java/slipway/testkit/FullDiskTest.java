package slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Reference;
import slipway.image.store.DirectoryStore;
import slipway.image.store.StoreVerifier;

/// A store on a disk with no room left: a small file system in memory, where the one who runs the tests may mount one.
final class FullDiskTest {

    private static final Reference APP = Reference.parse("app");

    @TempDir
    Path temporary;

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = Commands.isThere("mount")
                && Commands.run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", temporary.toString()).status() == 0;
        Assumptions.assumeTrue(mounted, "only root may mount a small file system");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) assertThat(Commands.run("umount", temporary.toString()).status()).isZero();
    }

    @Test
    void saysSoAndKeepsNothingHalf() throws IOException {
        try (var store = DirectoryStore.open(temporary.resolve("store"))) {
            Descriptor image = TestImages.image(store, "fits").descriptor();
            store.name(APP, image);
            byte[] large = new byte[2 << 20];
            new java.util.Random(1).nextBytes(large);
            assertFull(() -> store.put("x", large));
            Descriptor expected = Descriptor.of("x", large);
            assertFull(() -> store.put(expected, new ByteArrayInputStream(large)));
            assertFull(() -> {
                try (var writer = store.write()) {
                    writer.stream().write(large);
                    writer.commit("x");
                }
            });
            assertThat(store.contains(expected.digest())).isFalse();
            try (var partial = store.resume(expected).orElseThrow()) {
                assertFull(() -> partial.stream().write(large));
            }
            fill();
            assertFull(() -> store.name(Reference.parse("other/" + "x".repeat(200)), image));
            assertThat(store.resolve(APP)).contains(image);
            assertThat(new StoreVerifier(store).verify()).isEmpty();
            Files.delete(temporary.resolve("filler"));
            store.collect(List.of());
            store.put("x", new byte[100_000]);
        }
        try (Stream<Path> left = Files.list(temporary.resolve("store/tmp"))) {
            assertThat(left).isEmpty();
        }
    }

    private void fill() throws IOException {
        try (var out = Files.newOutputStream(temporary.resolve("filler"))) {
            while (true) out.write(new byte[4096]);
        } catch (IOException full) {
            assertThat(temporary.toFile().getUsableSpace()).isZero();
        }
    }

    private void assertFull(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOf(SlipwayException.BadInput.class)
                .hasMessage("no space left on " + temporary.resolve("store"))
                .satisfies(e -> assertThat(((SlipwayException) e).problem().hint()).isPresent());
    }
}
