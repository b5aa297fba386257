package slipway.conformance.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Killed at any moment, a command leaves a store that the next one goes on with; asked to end, it leaves nothing at all.
///
/// `-Dseed=` repeats a run; `-Drounds=` asks for more deaths.
class DeathTest {

    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    /// Steps know their place, so that they are found should they live on.
    private static final String BUSY = """
            FROM scratch AS base
            COPY busybox /bin/busybox
            RUN ["/bin/busybox", "--install", "-s", "/bin"]
            ENV PLACE=%s
            FROM base AS tree
            COPY tree /tree
            FROM base
            RUN for i in 1 2 3 4 5 6 7 8 9; do echo $i > /$i; sleep 0.05; done; (sleep 0.3 &); mkfifo /p; chmod 4711 /1
            COPY --from=tree /tree /tree
            RUN rm -r /tree/d1 && mv /tree/d2 /tree/moved && echo done
            """;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private Place place;

    @BeforeEach
    void enter() throws IOException {
        assumeTrue(Place.isUsable(), "needs root and /bin/busybox");
        place = Place.make();
        System.out.println("seed " + seed);
    }

    @AfterEach
    void leave() throws Exception {
        if (place != null) place.leave();
    }

    private Path busyContext() throws IOException {
        Path context = place.context("context", BUSY.formatted(place.path("")));
        Place.writeFiles(context.resolve("tree"), 1500, 4000, new Random(1));
        Place.writeFiles(context.resolve("tree/large"), 2, 6_000_000, new Random(2));
        return context;
    }

    @Test
    void killedAtAnyMoment() throws Exception {
        Path context = busyContext();
        long began = System.nanoTime();
        String digest = place.slipway("reference").build("-t", "app", context.toString());
        long whole = System.nanoTime() - began;
        for (int round = 0; round < ROUNDS; round++) {
            Slipway slipway = place.slipway("store" + round);
            int deaths = 1 + random.nextInt(3);
            for (int death = 0; death < deaths; death++) {
                Running build = slipway.start("build", "-t", "app", context.toString());
                TimeUnit.NANOSECONDS.sleep((long) (random.nextDouble() * whole));
                build.kill();
                place.awaitNoProcess();
                assertThat(place.mounts()).isEmpty();
            }
            assertGoesOn(slipway, digest, context);
        }
    }

    /// The store is sound, the next build has the right result, and after it nothing is left.
    private void assertGoesOn(Slipway slipway, String digest, Path context) throws Exception {
        slipway.verify();
        assertThat(slipway.build("-t", "app", context.toString())).isEqualTo(digest);
        slipway.verify();
        place.assertNothingIsLeft(slipway.store());
    }

    private Path endlessContext() throws IOException {
        return place.context("context", """
                FROM scratch
                COPY busybox /bin/busybox
                ARG PLACE
                RUN ["/bin/busybox", "sh", "-c", \
                "trap '' INT TERM HUP; b=/bin/busybox; $b setsid $b sleep 98765 & echo step-is-up; $b yes > /dev/null"]
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "crun", "runc"})
    void killedInRun(String executor) throws Exception {
        assumeExecutor(executor);
        Path context = endlessContext();
        Slipway slipway = place.slipway("store");
        Running build = startEndless(slipway, context, executor);
        build.kill();
        place.awaitNoProcess();
        slipway.verify();
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY busybox /bin/busybox\n");
        slipway.build(context.toString());
        place.assertNothingIsLeft(slipway.store());
    }

    static void assumeExecutor(String executor) {
        boolean here = List.of("/usr/bin/", "/usr/sbin/", "/usr/local/bin/").stream()
                .anyMatch(at -> Files.isExecutable(Path.of(at + executor)));
        assumeTrue(executor.equals("embedded") || here, "needs " + executor);
    }

    private Running startEndless(Slipway slipway, Path context, String executor) throws Exception {
        Running build = slipway.start("build", "--progress=plain", "--executor", executor, "--build-arg",
                "PLACE=" + place.path(""), context.toString());
        build.awaitOutput(" step-is-up");
        assertThat(build.isAlive()).as("%s", build.isAlive() ? "" : build.outcome()).isTrue();
        return build;
    }

    /// What the dead build of an ordinary user left belongs in part to other users: only he, in his namespace,
    /// can delete it.
    @Test
    void killedAsAnOrdinaryUser() throws Exception {
        Path context = busyContext();
        long began = System.nanoTime();
        String digest = place.slipway("reference").build("-t", "app", context.toString());
        long whole = System.nanoTime() - began;
        Path tar = place.path("context.tar");
        new ProcessBuilder("tar", "-cf", tar.toString(), "--owner=1234", "-C", context.toString(), ".").inheritIO().start()
                .waitFor();
        User user = User.make(place);
        try {
            Slipway slipway = user.slipway(place, "store");
            Slipway plain = user.plain(slipway);
            for (int round = 0; round < ROUNDS; round++) {
                Running build = slipway.start("build", "--no-cache", "-t", "app", tar.toString());
                TimeUnit.NANOSECONDS.sleep((long) (random.nextDouble() * whole * 2));
                build.kill();
                place.awaitNoProcess();
                if (Files.exists(slipway.store())) plain.succeed("images");
            }
            assertGoesOn(slipway, digest, context);
            plain.succeed("images");
        } finally {
            user.remove();
        }
    }

    @ParameterizedTest
    @CsvSource({"INT,embedded", "TERM,embedded", "HUP,embedded", "INT,crun", "INT,runc"})
    void askedToEndInRun(String signal, String executor) throws Exception {
        assumeExecutor(executor);
        assumeTrue(!signal.equals("HUP") || !hangUpIsIgnored(), "who started the tests had them ignore SIGHUP");
        Slipway slipway = place.slipway("store");
        Running build = startEndless(slipway, endlessContext(), executor);
        build.signal(signal);
        Outcome outcome = build.outcome();
        assertThat(outcome.code()).isEqualTo(switch (signal) {
            case "INT" -> 130;
            case "TERM" -> 143;
            default -> 129;
        });
        assertThat(outcome.err()).contains("interrupted").doesNotContain("Exception");
        place.assertNothingIsLeft(slipway.store());
        slipway.verify();
    }

    /// As `nohup` does; children inherit it. proc_pid_status(5).
    private static boolean hangUpIsIgnored() throws IOException {
        String ignored = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:")).findFirst().orElseThrow();
        return (Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16) & 1) != 0;
    }

    @Test
    void askedToEndAtAnyMoment() throws Exception {
        Path context = busyContext();
        long began = System.nanoTime();
        String digest = place.slipway("reference").build("-t", "app", context.toString());
        long whole = System.nanoTime() - began;
        Slipway slipway = place.slipway("store");
        for (int round = 0; round < ROUNDS; round++) {
            Running build = slipway.start("build", "--no-cache", "-t", "app", context.toString());
            TimeUnit.NANOSECONDS.sleep((long) (random.nextDouble() * whole));
            build.signal("INT");
            Outcome outcome = build.outcome();
            assertThat(outcome.code()).as("%s", outcome).isIn(0, 130);
            assertThat(outcome.err()).doesNotContain("Exception");
            place.assertNothingIsLeft(slipway.store());
        }
        assertGoesOn(slipway, digest, context);
    }

    private Path largeContext() throws IOException {
        Path context = place.context("context", "FROM scratch\nCOPY a /a\nCOPY b /b\nCOPY c /c\n");
        for (String name : List.of("a", "b", "c")) {
            Place.writeFiles(context.resolve(name), 3, 400_000, new Random(name.hashCode()));
        }
        return context;
    }

    /// The command is stopped after so many bytes have passed between it and the registry, then killed or asked to end.
    private void stopAmidTransfer(Slipway slipway, LocalRegistry registry, long limit, String signal,
            String... words) throws Exception {
        try (Relay relay = Relay.to(registry.port(), limit)) {
            String[] there = java.util.Arrays.stream(words).map(word -> word.replace("REGISTRY/", relay.name("")))
                    .toArray(String[]::new);
            if (there[0].equals("push")) slipway.succeed("tag", "app", there[there.length - 1]);
            Running running = slipway.start(there);
            Running.await("something is held back", () -> relay.holds() || !running.isAlive());
            if (signal.equals("KILL")) {
                running.kill();
            } else {
                running.signal(signal);
                Outcome outcome = running.outcome();
                assertThat(outcome.code()).as("%s", outcome).isIn(0, 130);
                assertThat(outcome.err()).doesNotContain("Exception");
                place.assertNothingIsLeft(slipway.store());
            }
        }
        place.awaitNoProcess();
        slipway.verify();
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "INT"})
    void endedInPush(String signal) throws Exception {
        Path context = largeContext();
        Slipway slipway = place.slipway("store");
        String digest = slipway.build("-t", "app", context.toString());
        try (LocalRegistry registry = LocalRegistry.start()) {
            for (int round = 0; round < ROUNDS; round++) {
                stopAmidTransfer(slipway, registry, 1 + random.nextInt(3_700_000), signal, "push", "REGISTRY/app" + round);
                slipway.succeed("tag", "app", registry.name("app" + round));
                assertThat(slipway.succeed("push", registry.name("app" + round)).out()).contains(digest);
                Slipway other = place.slipway("other" + round);
                other.succeed("pull", registry.name("app" + round) + "@" + digest);
                other.verify();
            }
        }
        place.assertNothingIsLeft(slipway.store());
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "INT"})
    void endedInPull(String signal) throws Exception {
        Path context = largeContext();
        try (LocalRegistry registry = LocalRegistry.start()) {
            String digest = place.slipway("store").build("-t", registry.name("app"), "--push", context.toString());
            for (int round = 0; round < ROUNDS; round++) {
                Slipway slipway = place.slipway("puller" + round);
                stopAmidTransfer(slipway, registry, 1 + random.nextInt(3_700_000), signal, "pull", "REGISTRY/app");
                assertThat(slipway.succeed("pull", registry.name("app")).out()).contains("Digest: " + digest);
                slipway.verify();
                place.assertNothingIsLeft(slipway.store());
                try (var files = Files.list(slipway.store().resolve("tmp"))) {
                    assertThat(files).as("downloads that are complete").isEmpty();
                }
            }
        }
    }

    private static String onBase(String base) {
        return "FROM " + base + "\nCOPY busybox /bin/\nRUN [\"/bin/busybox\", \"rm\", \"-r\", \"/a\"]\n";
    }

    /// A base is fetched while steps that do not need it run.
    @Test
    void killedInBuildFromRegistry() throws Exception {
        Path context = largeContext();
        try (LocalRegistry registry = LocalRegistry.start()) {
            place.slipway("store").build("-t", registry.name("base"), "--push", context.toString());
            Path second = place.context("second", "");
            for (int round = 0; round < ROUNDS; round++) {
                Slipway slipway = place.slipway("puller" + round);
                try (Relay relay = Relay.to(registry.port(), 1 + random.nextInt(3_700_000))) {
                    Files.writeString(second.resolve("Dockerfile"), onBase(relay.name("base")));
                    Running build = slipway.start("build", second.toString());
                    Running.await("something is held back", () -> relay.holds() || !build.isAlive());
                    build.kill();
                    place.awaitNoProcess();
                    slipway.verify();
                }
                Files.writeString(second.resolve("Dockerfile"), onBase(registry.name("base")));
                slipway.build(second.toString());
                slipway.verify();
                place.assertNothingIsLeft(slipway.store());
            }
        }
    }
}
