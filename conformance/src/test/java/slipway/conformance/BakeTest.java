package slipway.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The definitions that `bake` has cases of, printed by `docker buildx bake`: what our cases expect is what it prints, and
/// what we refuse it refuses.
class BakeTest {

    private static final Path CASES = Path.of("../bake/src/test/resources/cases");

    /// Where we refuse what others pass over: a policy that would not hold, what would exhaust the machine, and infinity as
    /// a tag.
    private static final Set<String> STRICTER =
            Set.of("error-policy", "error-recursion", "error-laughs", "error-division");

    @TempDir
    static Path directory;

    @BeforeAll
    static void findPeer() throws IOException, InterruptedException {
        boolean found = !Command.search("docker").isEmpty()
                && Command.run(List.of("docker", "buildx", "bake", "--help"), Map.of()).succeeded();
        assumeTrue(found, "there is no docker buildx bake");
    }

    @TestFactory
    Stream<DynamicTest> definitions() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.filter(Files::isDirectory).sorted().filter(folder -> !STRICTER.contains(name(folder))).toList()
                    .stream().map(folder -> DynamicTest.dynamicTest(name(folder), () -> compare(folder)));
        }
    }

    private static String name(Path folder) {
        return folder.getFileName().toString();
    }

    private static void compare(Path folder) throws IOException, InterruptedException {
        Path copy = copy(folder);
        var command = new ArrayList<>(List.of("docker", "buildx", "bake", "--progress=quiet", "--print"));
        command.addAll(lines(folder.resolve("args")));
        var environment = new HashMap<>(Map.of("HOME", "/root", "NO_COLOR", "1"));
        for (String line : lines(folder.resolve("env"))) {
            environment.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        Command.Answer answer = Command.run(copy, command, environment, new byte[0]);
        if (name(folder).startsWith("error-")) {
            assertThat(answer.status()).as(answer.text()).isNotZero();
        } else {
            assertThat(answer.err()).doesNotContain("ERROR");
            assertThat(new String(answer.out(), StandardCharsets.UTF_8))
                    .isEqualTo(Files.readString(folder.resolve("expected.json")));
        }
    }

    private static Path copy(Path folder) throws IOException {
        Path copy = Files.createDirectories(directory.resolve(name(folder)));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = name(file).equals("dotenv") ? ".env" : name(file);
                if (!name.matches("expected.json|error.txt|args|env")) Files.copy(file, copy.resolve(name));
            }
        }
        return copy;
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
