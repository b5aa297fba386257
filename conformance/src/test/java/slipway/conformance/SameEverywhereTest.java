package slipway.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import slipway.image.Digest;

/// Whatever runs the steps and however they see files, the image is the same, to the bit. Each way has a store of its own.
class SameEverywhereTest {

    @TempDir
    static Path directory;

    private static Bases bases;
    private static final Map<String, SlipwayEngine> ENGINES = new TreeMap<>();

    @BeforeAll
    static void open() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "conformance needs root");
        assumeTrue(Bases.canBeMade(), "conformance needs /bin/busybox");
        bases = Bases.make();
        open("embedded-overlay", "--snapshotter=overlay");
        open("embedded-copy", "--snapshotter=copy");
        for (String runtime : List.of("crun", "runc", "youki")) {
            if (!Command.search(runtime).isEmpty()) open(runtime, "--snapshotter=overlay", "--executor=" + runtime);
        }
    }

    private static void open(String name, String... options) throws IOException {
        ENGINES.put(name, SlipwayEngine.open(Files.createDirectory(directory.resolve(name)), bases, options));
    }

    /// JUnit would say of each link that it leads out of here.
    @AfterAll
    static void close() throws Exception {
        ENGINES.clear();
        Command.output(List.of("find", directory.toString(), "-mindepth", "1", "-delete"), Map.of());
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> cases() throws IOException {
        return Case.everywhere().stream().filter(test -> test.name().contains(System.getProperty("case", "")))
                .map(test -> DynamicTest.dynamicTest(test.name(), test.directory().toUri(), () -> run(test)));
    }

    private static void run(Case test) throws Exception {
        test.property("needs").ifPresent(base -> assumeTrue(bases.contains(base), "there is no " + base + " here"));
        var digests = new TreeMap<String, Digest>();
        try (Room room = Room.open(test, directory.resolve(test.name()))) {
            for (var engine : ENGINES.entrySet()) {
                Run run = Run.of(engine.getValue(), room, directory.resolve("out-" + test.name() + "-" + engine.getKey()));
                assertThat(run.answer().status()).as(run.message()).isZero();
                digests.put(engine.getKey(), run.digest());
            }
        }
        Digest expected = digests.get("embedded-overlay");
        assertThat(digests).allSatisfy((name, digest) -> assertThat(digest).as(name).isEqualTo(expected));
    }
}
