package slipway.conformance.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// On a disk with too little room a command says so, and leaves a store that is sound and works when there is room again.
///
/// `-Dseed=` repeats a run; `-Drounds=` asks for more sizes of disks.
class FullDiskTest {

    private static final int ROUNDS = Integer.getInteger("rounds", 6);
    private static final int ENOUGH = 60_000;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private Place place;
    private Path disk;
    private boolean mounted;

    @BeforeEach
    void enter() throws Exception {
        assumeTrue(Place.isUsable(), "needs root and /bin/busybox");
        place = Place.make();
        System.out.println("seed " + seed);
        disk = place.directory("disk");
        mounted = mount("-t", "tmpfs", "-o", "size=" + ENOUGH + "k", "tmpfs", disk.toString());
        assumeTrue(mounted, "needs the right to mount");
    }

    private static boolean mount(String... words) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of("mount"));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    @AfterEach
    void leave() throws Exception {
        if (mounted) assertThat(new ProcessBuilder("umount", disk.toString()).inheritIO().start().waitFor()).isZero();
        if (place != null) place.leave();
    }

    /// A disk that holds only so much.
    private void shrink(String limit) throws Exception {
        assertThat(mount("-o", "remount," + limit, disk.toString())).isTrue();
    }

    private void empty() throws Exception {
        new ProcessBuilder("sh", "-c", "rm -rf \"$1\"/*", "sh", disk.toString()).inheritIO().start().waitFor();
    }

    private static void assertSaysThatTheDiskIsFull(Outcome outcome) {
        assertThat(outcome.code()).as("%s", outcome).isIn(3, 4);
        assertThat(outcome.err()).as("%s", outcome).containsAnyOf("no space left", "No space left", "disk is full");
        assertThat(outcome.err()).doesNotContain("Exception").doesNotContain("bug");
        if (outcome.code() == 3) assertThat(outcome.err()).contains("= hint: ");
    }

    private Path context() throws IOException {
        Path context = place.context("context", """
                FROM scratch
                COPY busybox /bin/busybox
                COPY tree /tree
                RUN ["/bin/busybox", "sh", "-c", "/bin/busybox cp -r /tree /copy && /bin/busybox rm -r /copy/d1"]
                WORKDIR /work/in
                COPY large /large
                """);
        Place.writeFiles(context.resolve("tree"), 300, 8_000, new Random(1));
        Place.writeFiles(context.resolve("large"), 1, 5_000_000, new Random(2));
        return context;
    }

    private void fillsWhileBuilding(List<String> limits) throws Exception {
        Path context = context();
        Slipway slipway = Slipway.in(disk.resolve("store"), place.directory("elsewhere"));
        String digest = place.slipway("reference").build(context.toString());
        for (String limit : limits) {
            shrink(limit);
            Outcome full = slipway.run("build", "--progress=plain", "-t", "app", context.toString());
            if (full.code() == 0) assertThat(full.digest()).isEqualTo(digest);
            else assertSaysThatTheDiskIsFull(full);
            place.awaitNoProcess();
            shrink("size=" + ENOUGH + "k,nr_inodes=100000");
            if (Files.exists(slipway.store())) {
                assertThat(Place.temporary(slipway.store())).as("with %s", limit).isEmpty();
                slipway.verify();
            }
            assertThat(slipway.build("-t", "app", context.toString())).as("with %s", limit).isEqualTo(digest);
            slipway.verify();
            assertThat(Place.temporary(slipway.store())).isEmpty();
            empty();
        }
    }

    @Test
    void ofBytesInBuild() throws Exception {
        fillsWhileBuilding(random.ints(ROUNDS, 4, 25_000).mapToObj(size -> "size=" + size + "k").toList());
    }

    @Test
    void ofFilesInBuild() throws Exception {
        fillsWhileBuilding(random.ints(ROUNDS, 2, 900).mapToObj(count -> "nr_inodes=" + count).toList());
    }

    @Test
    void inPull() throws Exception {
        Slipway slipway = Slipway.in(disk.resolve("store"), place.directory("elsewhere"));
        try (LocalRegistry registry = LocalRegistry.start()) {
            String digest = place.slipway("source").build("-t", registry.name("app"), "--push", context().toString());
            for (int round = 0; round < ROUNDS; round++) {
                shrink("size=" + (4 + random.nextInt(8_000)) + "k");
                Outcome full = slipway.run("pull", registry.name("app"));
                if (full.code() != 0) assertSaysThatTheDiskIsFull(full);
                shrink("size=" + ENOUGH + "k");
                slipway.verify();
                assertThat(slipway.succeed("pull", registry.name("app")).out()).contains("Digest: " + digest);
                slipway.verify();
                assertThat(Place.temporary(slipway.store())).isEmpty();
                empty();
            }
        }
    }

    /// What is unpacked from standard input and written to an archive lies on the disk, too.
    @Test
    void inContextAndOutput() throws Exception {
        Path context = context();
        Slipway slipway = Slipway.in(disk.resolve("store"), place.directory("elsewhere"));
        slipway.build(context.toString());
        Path tar = place.path("context.tar");
        new ProcessBuilder("tar", "-cf", tar.toString(), "-C", context.toString(), ".").inheritIO().start().waitFor();
        shrink("size=" + (usedKilobytes() + 1500) + "k");
        assertSaysThatTheDiskIsFull(slipway.run("build", tar.toString()));
        assertSaysThatTheDiskIsFull(slipway.run("build", "-o", "type=oci,dest=" + disk.resolve("out.tar"),
                context.toString()));
        assertSaysThatTheDiskIsFull(slipway.run("build", "-o", "type=local,dest=" + disk.resolve("out"),
                context.toString()));
        assertThat(disk.resolve("out.tar")).doesNotExist();
        slipway.verify();
        shrink("size=" + ENOUGH + "k");
        slipway.build(tar.toString());
        assertThat(Place.temporary(slipway.store())).isEmpty();
    }

    private long usedKilobytes() throws IOException {
        var space = Files.getFileStore(disk);
        return (space.getTotalSpace() - space.getUnallocatedSpace()) / 1024;
    }
}
