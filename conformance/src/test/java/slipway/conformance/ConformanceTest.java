package slipway.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import slipway.build.BuildResult;
import slipway.diagnostics.SlipwayException;

/// Builds each case with Slipway, twice, and with Docker, and compares.
///
/// Needs root and a static busybox. Where no Docker engine answers, the comparison is skipped, visibly. `-Dcase=copy` runs
/// the cases whose name contains `copy`; `SLIPWAY_ACCEPT=1` writes `expected.txt` anew.
class ConformanceTest {

    @TempDir
    static Path directory;

    private static Bases bases;
    private static SlipwayEngine slipway;
    private static Optional<DockerEngine> docker = Optional.empty();

    @BeforeAll
    static void open() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "conformance needs root");
        assumeTrue(Bases.canBeMade(), "conformance needs /bin/busybox");
        bases = Bases.make();
        slipway = SlipwayEngine.open(directory, bases, SlipwayEngine.Views.OVERLAY, Optional.empty());
        docker = DockerEngine.find();
        boolean isExpected = "true".equals(System.getenv("CI")) && !Command.search("docker").isEmpty();
        if (docker.isPresent()) docker.get().load(bases.archive());
        else if (isExpected) fail("docker is installed, but no engine answers");
    }

    @AfterAll
    static void close() throws Exception {
        if (slipway != null) slipway.close();
        if (docker.isPresent()) docker.get().forgetAll();
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> cases() throws IOException {
        String wanted = System.getProperty("case", "");
        List<Case> cases = Case.all();
        assertThat(cases).hasSizeGreaterThanOrEqualTo(60);
        return cases.stream().filter(test -> test.name().contains(wanted))
                .map(test -> DynamicTest.dynamicTest(test.name(), test.directory().toUri(), () -> run(test)));
    }

    /// Made-up cases: `-Dseed=7` begins with another one, `-Drandom=500` tries more of them.
    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> random() {
        return LongStream.range(0, Long.getLong("random", 30))
                .map(number -> Long.getLong("seed", 0) + number)
                .mapToObj(seed -> DynamicTest.dynamicTest("random seed " + seed, () -> random(seed)));
    }

    private static void random(long seed) throws Exception {
        assumeTrue(docker.isPresent(), "no Docker engine answers");
        Path room = Files.createDirectory(directory.resolve("random-" + seed));
        Case test = RandomCase.write(seed, room);
        Path context = Files.createDirectory(room.resolve("made"));
        ContextDirectory.write(test, context);
        Outcome theirs = docker.get().build(test, context);
        Outcome ours = slipway(test, context);
        boolean bothRefuse = ours instanceof Outcome.Refused && theirs instanceof Outcome.Refused;
        String files = test.text("Dockerfile").orElseThrow() + test.text("context.txt").orElseThrow();
        if (!bothRefuse) assertThatCode(() -> built(test, ours, Optional.of(theirs))).as(files).doesNotThrowAnyException();
    }

    private static void run(Case test) throws Exception {
        test.property("needs").ifPresent(base -> assumeTrue(bases.contains(base), "there is no " + base + " here"));
        Path context = Files.createDirectory(directory.resolve(test.name()));
        ContextDirectory.write(test, context);
        Outcome ours = slipway(test, context);
        Optional<String> pending = test.property("pending");
        if (pending.isPresent()) {
            assertThat(ours).as("pending: " + pending.get()).isInstanceOf(Outcome.Refused.class);
            abort("pending: " + pending.get());
        }
        Optional<Outcome> theirs = docker.isPresent() && test.isComparedWithDocker()
                ? Optional.of(docker.get().build(test, context)) : Optional.empty();
        if (test.expectsFailure()) {
            refused(test, ours, theirs);
        } else {
            built(test, ours, theirs);
        }
        if (test.isComparedWithDocker() && docker.isEmpty()) abort("no Docker engine answers: built by Slipway alone");
    }

    private static Outcome slipway(Case test, Path context) throws Exception {
        BuildResult first;
        try {
            first = slipway.build(test, context);
        } catch (SlipwayException e) {
            String hint = e.problem().hint().map(text -> " = hint: " + text).orElse("");
            return new Outcome.Refused(e.problem().message() + hint);
        }
        BuildResult second = slipway.build(test, context);
        assertThat(second.artifact().descriptor()).as("the same image again").isEqualTo(first.artifact().descriptor());
        assertThat(second.steps().cached()).as("steps from the cache").isEqualTo(second.steps().total());
        return new Outcome.Built(slipway.view(first));
    }

    private static void refused(Case test, Outcome ours, Optional<Outcome> theirs) {
        if (!(ours instanceof Outcome.Refused(var message))) throw new AssertionError("Slipway built it");
        assertThat(message).containsPattern(test.property("message").orElseThrow());
        if (theirs.isPresent() && theirs.get() instanceof Outcome.Built) throw new AssertionError("Docker built it");
    }

    private static void built(Case test, Outcome ours, Optional<Outcome> theirs) throws IOException {
        if (!(ours instanceof Outcome.Built(var image))) {
            String docker = theirs.map(outcome -> "\nDocker: " + brief(outcome)).orElse("");
            throw new AssertionError("Slipway refused: " + ours + docker);
        }
        if (!test.isComparedWithDocker()) {
            expected(test, image);
        } else if (theirs.isPresent()) {
            if (!(theirs.get() instanceof Outcome.Built(var dockers))) {
                throw new AssertionError("Docker refused: " + theirs.get());
            }
            List<String> differences = Comparison.differences(dockers, image, test);
            if (!differences.isEmpty()) {
                fail("%s differs from what Docker builds:%n%s", test.name(), String.join("\n", differences));
            }
        }
    }

    private static String brief(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Built _ -> "built it";
            case Outcome.Refused(var message) -> "refused too: " + message;
        };
    }

    private static void expected(Case test, ImageView image) throws IOException {
        var lines = new ArrayList<>(image.linesWithout(bases.view("base")));
        lines.removeIf(test::ignores);
        String text = String.join("\n", lines) + "\n";
        Optional<String> before = test.text("expected.txt");
        boolean isAccepted = before.isEmpty() || "1".equals(System.getenv("SLIPWAY_ACCEPT"));
        if (isAccepted) Files.writeString(test.directory().resolve("expected.txt"), text);
        assertThat(before).as("expected.txt, which was written just now if there was none").isPresent();
        assertThat(text).isEqualTo(before.get());
    }
}
