package slipway.conformance.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same context gives the same image, wherever, by whomever and in whatever company it is built.
class SameDigestTest {

    private static final String DOCKERFILE = """
            FROM scratch AS base
            COPY busybox /bin/busybox
            RUN ["/bin/busybox", "--install", "-s", "/bin"]
            FROM base AS build
            WORKDIR /src
            COPY src ./
            RUN sort * > /out.txt; date >> /dev/null
            FROM base
            RUN mkdir /data; cd /data; touch a && chown 1234:5678 a && chmod 4755 a && mkfifo pipe && ln -s a link
            RUN touch -d '2001-02-03 04:05:06' /data/old; id -u > /data/id; umask >> /data/id; mkdir /data/dir
            COPY --from=build --chown=1000:1000 /out.txt /out.txt
            COPY --chmod=750 src /src
            """;

    private Place place;
    private Path context;

    @BeforeEach
    void enter() throws IOException {
        assumeTrue(Place.isUsable(), "needs root and /bin/busybox");
        place = Place.make();
        context = place.context("context", DOCKERFILE);
        Path source = Files.createDirectories(context.resolve("src"));
        for (String name : List.of("a.txt", "B.txt", "ı.txt", "I.txt", "ä ö.txt", "z")) {
            Files.writeString(source.resolve(name), name + "\n");
        }
        Place.writeFiles(source.resolve("more"), 40, 300, new Random(3));
    }

    @AfterEach
    void leave() throws Exception {
        if (place != null) place.leave();
    }

    @Test
    void elsewhereUnderOtherSettings() throws Exception {
        String digest = place.slipway("store").build(context.toString());
        Path copy = place.directory("another directory, with a longer name").resolve("ctx");
        new ProcessBuilder("cp", "-r", "--preserve=mode", context.toString(), copy.toString()).inheritIO().start().waitFor();
        var other = place.slipway("other").at(copy).with("TZ", "Pacific/Chatham")
                .withJavaOptions("-Duser.language=tr", "-Duser.country=TR",
                "-Duser.timezone=Pacific/Chatham").after("sh", "-c", "umask 077; exec \"$@\"", "sh");
        assertThat(other.build(".")).isEqualTo(digest);
    }

    @Test
    void asAnOrdinaryUser() throws Exception {
        String digest = place.slipway("store").build(context.toString());
        User user = User.make(place);
        try {
            Path copy = user.home().resolve("ctx");
            new ProcessBuilder("cp", "-r", "--preserve=mode", context.toString(), copy.toString()).inheritIO().start()
                    .waitFor();
            user.own(copy);
            var slipway = user.slipway(place, "store");
            assertThat(slipway.build(copy.toString())).isEqualTo(digest);
            slipway.verify();
            place.assertNothingIsLeft(slipway.store());
        } finally {
            user.remove();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"crun", "runc"})
    void withAnOciRuntime(String executor) throws Exception {
        DeathTest.assumeExecutor(executor);
        String digest = place.slipway("store").build(context.toString());
        assertThat(place.slipway("other").build("--executor", executor, context.toString())).isEqualTo(digest);
        assertThat(place.slipway("third").build("--snapshotter", "copy", context.toString())).isEqualTo(digest);
    }

    @Test
    void throughARegistry() throws Exception {
        Slipway slipway = place.slipway("store");
        try (LocalRegistry registry = LocalRegistry.start()) {
            String digest = slipway.build("-t", registry.name("app:1"), "--push", context.toString());
            slipway.succeed("rmi", registry.name("app:1"));
            assertThat(slipway.run("push", registry.name("app:1")).code()).isEqualTo(3);
            String exactly = registry.name("app@" + digest);
            assertThat(slipway.succeed("pull", exactly).out()).contains("Digest: " + digest);
            assertThat(place.slipway("other").succeed("pull", exactly).out()).contains("Digest: " + digest);
            slipway.verify();
            place.slipway("other").verify();
            assertThat(slipway.build("-t", registry.name("app:1"), context.toString())).isEqualTo(digest);
        }
    }

    @Test
    void severalAtOnceInOneStore() throws Exception {
        Path second = place.context("second", DOCKERFILE.replace("/data", "/information"));
        Files.createDirectories(second.resolve("src"));
        Files.writeString(second.resolve("src/x"), "x");
        String first = place.slipway("reference").build(context.toString());
        String other = place.slipway("reference").build(second.toString());
        Slipway slipway = place.slipway("store");
        var done = new AtomicBoolean();
        var troubles = new ArrayList<Outcome>();
        Thread remover = Thread.ofPlatform().start(() -> remove(slipway, done, troubles));
        try {
            for (int round = 0; round < 3; round++) {
                var builds = new ArrayList<Running>();
                for (Path built : List.of(context, second, context)) {
                    builds.add(slipway.start("build", "--progress=plain", "-t", "app",
                            round == 1 ? "--no-cache" : "--load", built.toString()));
                }
                var digests = new ArrayList<String>();
                for (Running build : builds) {
                    Outcome outcome = build.outcome();
                    assertThat(outcome.code()).as("%s", outcome).isZero();
                    digests.add(outcome.digest());
                }
                assertThat(digests).containsExactly(first, other, first);
            }
        } finally {
            done.set(true);
            remover.join();
        }
        assertThat(troubles).isEmpty();
        slipway.verify();
        place.assertNothingIsLeft(slipway.store());
    }

    /// Takes the name away again and again, and with it what only the name kept.
    private static void remove(Slipway slipway, AtomicBoolean done, List<Outcome> troubles) {
        try {
            while (!done.get()) {
                Outcome outcome = slipway.run("rmi", "app");
                if (outcome.code() != 0 && !(outcome.code() == 3 && outcome.err().contains("app"))) troubles.add(outcome);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void onlyWhatDependsOnAChangeRunsAgain() throws Exception {
        Slipway slipway = place.slipway("store");
        String digest = slipway.build(context.toString());
        Outcome again = slipway.succeed("build", "--progress=plain", context.toString());
        assertThat(again.executed()).isEmpty();
        assertThat(again.cached()).hasSize(9);
        assertThat(again.digest()).isEqualTo(digest);

        Path file = context.resolve("src/a.txt");
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1));
        assertThat(slipway.succeed("build", "--progress=plain", context.toString()).executed())
                .as("only a time has changed").isEmpty();

        Files.writeString(file, "changed\n");
        Outcome changed = slipway.succeed("build", "--progress=plain", context.toString());
        assertThat(changed.executed()).containsExactly("COPY --chmod=750 src /src",
                "COPY --from=build --chown=1000:1000 /out.txt /out.txt", "COPY src ./",
                "RUN sort * > /out.txt; date >> /dev/null");
        Files.writeString(file, "a.txt\n");
        Outcome back = slipway.succeed("build", "--progress=plain", context.toString());
        assertThat(back.executed()).isEmpty();
        assertThat(back.digest()).isEqualTo(digest);
    }
}
