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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

/// Builds each case with Slipway, twice, and with BuildKit, and compares.
///
/// Needs root and a static busybox. Where no engine answers, the comparison is skipped, visibly; in continuous integration
/// it may not be. `-Dcase=copy` runs the cases whose name contains `copy`; `SLIPWAY_ACCEPT=1` writes `expected.txt` anew.
class ConformanceTest {

    @TempDir
    static Path directory;

    private static Bases bases;
    private static SlipwayEngine slipway;
    private static Optional<DockerEngine> docker = Optional.empty();
    private static Optional<BuildahEngine> buildah = Optional.empty();

    @BeforeAll
    static void open() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "conformance needs root");
        assumeTrue(Bases.canBeMade(), "conformance needs /bin/busybox");
        bases = Bases.make();
        slipway = SlipwayEngine.open(directory, bases, "--snapshotter=overlay");
        docker = DockerEngine.find();
        buildah = BuildahEngine.find(directory, bases);
        boolean isExpected = "true".equals(System.getenv("CI"));
        if (docker.isPresent()) docker.get().load(bases.archive());
        if (isExpected && docker.isEmpty()) fail("no docker buildx answers: see conformance/peers.sh");
        if (isExpected && buildah.isEmpty()) fail("there is no recent buildah: see conformance/peers.sh");
    }

    /// JUnit would say of each link that it leads out of here.
    @AfterAll
    static void close() throws Exception {
        Command.output(List.of("find", directory.toString(), "-mindepth", "1", "-delete"), Map.of());
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> cases() throws IOException {
        String wanted = System.getProperty("case", "");
        List<Case> cases = Case.all();
        assertThat(cases).hasSizeGreaterThanOrEqualTo(150);
        return cases.stream().filter(test -> test.name().contains(wanted))
                .map(test -> DynamicTest.dynamicTest(test.name(), test.directory().toUri(), () -> run(test)));
    }

    /// Made-up cases: `-Dseed=7` begins with another one, `-Drandom=500` tries more of them.
    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> random() {
        return LongStream.range(0, Long.getLong("random", 30))
                .map(number -> Long.getLong("seed", 0) + number)
                .boxed().flatMap(seed -> Stream.of(
                        DynamicTest.dynamicTest("random seed " + seed, () ->
                                random("made-" + seed, room -> RandomCase.write(seed, room))),
                        DynamicTest.dynamicTest("random copies, seed " + seed, () ->
                                random("copies-" + seed, room -> RandomCopyCase.write(seed, room)))));
    }

    private interface Maker {
        Case write(Path room) throws IOException;
    }

    private static void random(String name, Maker maker) throws Exception {
        assumeTrue(docker.isPresent(), "no docker buildx answers");
        Case test = maker.write(Files.createDirectory(directory.resolve(name)));
        try (Room room = Room.open(test, directory.resolve(test.name()))) {
            Outcome theirs = run(docker.get(), room, "1").outcome();
            Outcome ours = run(slipway, room, "1").outcome();
        boolean bothRefuse = ours instanceof Outcome.Refused && theirs instanceof Outcome.Refused;
            String files = test.text("Dockerfile").orElseThrow() + test.text("context.txt").orElseThrow();
            if (!bothRefuse) assertThatCode(() -> compare(test, theirs, ours)).as(files).doesNotThrowAnyException();
        } finally {
            Command.output(List.of("rm", "-r", directory.resolve(test.name()).toString()), Map.of());
        }
    }

    private static void run(Case test) throws Exception {
        test.property("needs").ifPresent(base -> assumeTrue(bases.contains(base), "there is no " + base + " here"));
        Optional<? extends Engine> reference = switch (test.reference()) {
            case BUILDKIT -> docker;
            case BUILDAH -> buildah;
            case EXPECTED -> Optional.empty();
        };
        boolean isCompared = reference.isPresent() || test.reference() == Case.Reference.EXPECTED;
        Optional<String> pending = test.property("pending");
        try (Room room = Room.open(test, directory.resolve(test.name()))) {
            check(test, room, reference);
        } catch (AssertionError e) {
            if (pending.isPresent()) abort("pending: " + pending.get() + "\n" + e.getMessage());
            throw e;
        }
        if (!isCompared) abort("there is nothing to compare with: built by Slipway alone");
        if (pending.isPresent()) fail("no longer pending: it is right now");
    }

    private static void check(Case test, Room room, Optional<? extends Engine> reference) throws Exception {
        Optional<Outcome> theirs = Optional.empty();
        if (reference.isPresent()) theirs = Optional.of(theirs(test, reference.get(), room, "1"));
        judge(test, theirs, builtTwice(room, "1"));
        if (!test.has("then")) return;
        room.change();
        if (reference.isPresent()) theirs = Optional.of(theirs(test, reference.get(), room, "then"));
        Outcome ours = run(slipway, room, "then").outcome();
        judge(test, theirs, ours);
        boolean areBuilt = theirs.isPresent() && theirs.get() instanceof Outcome.Built && ours instanceof Outcome.Built;
        if (test.comparesAlso("cached") && areBuilt) {
            assertThat(((Outcome.Built) ours).cached()).as("steps from the cache")
                    .isEqualTo(((Outcome.Built) theirs.get()).cached());
        }
    }

    /// What the other one says, which must be what the case says, even while Slipway cannot do it.
    private static Outcome theirs(Case test, Engine engine, Room room, String name) throws Exception {
        Outcome outcome = run(engine, room, name).outcome();
        boolean isRefused = outcome instanceof Outcome.Refused;
        if (isRefused == test.expectsFailure()) return outcome;
        throw new IllegalStateException(engine.name() + (isRefused ? ": " + outcome : " built it"));
    }

    /// Builds with Slipway, and again: the second build must do nothing and write the same bytes.
    private static Outcome builtTwice(Room room, String name) throws Exception {
        Run first = run(slipway, room, name);
        if (!first.answer().succeeded()) return first.outcome();
        Run second = run(slipway, room, name + "-again");
        boolean mayDoAgain = room.asksFor("--no-cache");
        if (!mayDoAgain) assertThat(second.steps(Run.Cached.NOT)).as("steps that were done again").isEmpty();
        try (Stream<Path> files = Files.walk(first.out())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path again = second.out().resolve(first.out().relativize(file));
                assertThat(hash(again)).as("the same bytes again in " + file.getFileName()).isEqualTo(hash(file));
            }
        }
        return first.outcome();
    }

    /// Which build it was is another thing each time.
    private static int hash(Path file) throws IOException {
        if (!file.endsWith("metadata.json")) return Arrays.hashCode(Files.readAllBytes(file));
        return Files.readString(file).replaceAll("\"buildx.build.ref\": \"[^\"]*\"", "").hashCode();
    }

    private static Run run(Engine engine, Room room, String name) throws IOException, InterruptedException {
        return Run.of(engine, room, room.context().resolveSibling("out-" + engine.name() + "-" + name));
    }

    private static void judge(Case test, Optional<Outcome> theirs, Outcome ours) throws IOException {
        if (test.expectsFailure()) refused(test, ours);
        else if (test.reference() == Case.Reference.EXPECTED) expected(test, image(ours).view());
        else if (theirs.isPresent()) compare(test, theirs.get(), ours);
        else image(ours);
    }

    private static void refused(Case test, Outcome ours) {
        if (!(ours instanceof Outcome.Refused(var message))) throw new AssertionError("Slipway built it");
        assertThat(message).containsPattern(test.property("message").orElseThrow());
    }

    private static Outcome.Built image(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Built built -> built;
            case Outcome.Refused(var message) -> throw new AssertionError("Slipway refused: " + message);
        };
    }

    private static void compare(Case test, Outcome theirs, Outcome ours) {
        if (!(theirs instanceof Outcome.Built reference)) throw new AssertionError("only Slipway builds it: " + theirs);
        Outcome.Built built = image(ours);
        boolean isBuildah = test.reference() == Case.Reference.BUILDAH;
        var comparison = new Comparison(isBuildah ? "buildah" : "buildkit", reference.view(), built.view());
        List<String> differences = new ArrayList<>(comparison.differences(test));
        if (test.comparesAlso("output") && !reference.output().equals(built.output())) {
            differences.add("printed by the other one:\n" + reference.output() + "\nprinted by slipway:\n" + built.output());
        }
        if (!differences.isEmpty()) {
            fail("%s differs from what the other one builds:%n%s", test.name(), String.join("\n", differences));
        }
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
