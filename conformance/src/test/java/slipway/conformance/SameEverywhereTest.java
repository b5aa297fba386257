package slipway.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import slipway.build.run.execute.OciRuntime;
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
        open("embedded-overlay", SlipwayEngine.Views.OVERLAY, Optional.empty());
        open("embedded-copy", SlipwayEngine.Views.COPY, Optional.empty());
        for (OciRuntime.Kind kind : OciRuntime.Kind.values()) {
            String name = kind.name().toLowerCase(java.util.Locale.ROOT);
            if (Command.search(name).isEmpty()) continue;
            open(name + "-overlay", SlipwayEngine.Views.OVERLAY, Optional.of(OciRuntime.named(name, System.getenv("PATH"))));
        }
    }

    private static void open(String name, SlipwayEngine.Views views, Optional<OciRuntime> runtime) throws IOException {
        ENGINES.put(name, SlipwayEngine.open(Files.createDirectory(directory.resolve(name)), bases, views, runtime));
    }

    @AfterAll
    static void close() throws IOException {
        for (SlipwayEngine engine : ENGINES.values()) engine.close();
        ENGINES.clear();
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> cases() throws IOException {
        return Case.everywhere().stream().filter(test -> test.name().contains(System.getProperty("case", "")))
                .map(test -> DynamicTest.dynamicTest(test.name(), test.directory().toUri(), () -> run(test)));
    }

    private static void run(Case test) throws Exception {
        test.property("needs").ifPresent(base -> assumeTrue(bases.contains(base), "there is no " + base + " here"));
        Path context = Files.createDirectory(directory.resolve(test.name()));
        ContextDirectory.write(test, context);
        var digests = new TreeMap<String, Digest>();
        for (var engine : ENGINES.entrySet()) {
            digests.put(engine.getKey(), engine.getValue().build(test, context).artifact().descriptor().digest());
        }
        Digest expected = digests.get("embedded-overlay");
        assertThat(digests).allSatisfy((name, digest) -> assertThat(digest).as(name).isEqualTo(expected));
    }
}
