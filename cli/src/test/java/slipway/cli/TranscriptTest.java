package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import slipway.diagnostics.ProblemPrinter.Colour;
import slipway.testkit.registry.MemoryRegistry;

/// Each file in `cases` is a session: commands after `$`, each with what it prints. Lines of the error stream begin with `!
/// `;
/// an exit code other than 0 is in brackets. A session has the [SampleStore], the directory of its own (`DIR`) and an empty
/// registry (`REGISTRY`) to itself. The files of a folder `NAME.files` beside `NAME.txt` are in the directory, too.
///
/// With `SLIPWAY_ACCEPT=1` in the environment the files are written again; the difference is for the review.
class TranscriptTest {
    private static final Path CASES = Path.of("src/test/resources/cases");
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    Path temporary;

    @TestFactory
    Stream<DynamicTest> sessions() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(CASES)) {
            files = found.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
        }
        assertThat(files).isNotEmpty();
        return files.stream().map(file -> DynamicTest.dynamicTest(CASES.relativize(file).toString(), () -> check(file)));
    }

    private void check(Path file) throws IOException {
        Path directory = Files.createDirectory(temporary.resolve(file.getFileName().toString()));
        SampleStore.fill(directory.resolve("store"));
        Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\n");
        copyFiles(file.resolveSibling(file.getFileName().toString().replace(".txt", ".files")), directory);
        String expected = Files.readString(file);
        try (MemoryRegistry registry = MemoryRegistry.start()) {
            compare(file, expected, directory, registry.name());
        }
    }

    private static void copyFiles(Path from, Path directory) throws IOException {
        if (!Files.isDirectory(from)) return;
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.skip(1).sorted().toList()) Files.copy(file, directory.resolve(from.relativize(file)));
        }
    }

    private static void compare(Path file, String expected, Path directory, String registry) throws IOException {
        var actual = new StringBuilder();
        for (String line : expected.lines().toList()) {
            if (line.startsWith("# ")) actual.append(line).append('\n');
            if (line.isEmpty()) continue;
            if (line.startsWith("$ slipway")) {
                if (actual.indexOf("$ ") >= 0) actual.append('\n');
                String words = line.substring("$ slipway".length()).replace("REGISTRY", registry);
                actual.append(line).append('\n').append(run(words(words), directory).replace(registry, "REGISTRY"));
            }
        }
        if (actual.toString().equals(expected)) return;
        if ("1".equals(System.getenv("SLIPWAY_ACCEPT"))) {
            Files.writeString(file, actual);
            fail(file + " was written again: review the difference");
        }
        assertThat(actual.toString()).isEqualTo(expected);
    }

    private static String run(List<String> words, Path directory) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var console = new Console(new ByteArrayInputStream(new byte[0]), new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8), Console.Terminal.none(), Colour.PLAIN);
        var environment =
                Map.of("SLIPWAY_ROOT", directory.resolve("store").toString(), "HOME", directory.toString(), "DOCKER_CONFIG",
                directory.resolve("docker").toString());
        int code = new CommandLine(console, environment, directory, () -> NOW).run(words);
        String shown = out.toString(StandardCharsets.UTF_8);
        if (!shown.isEmpty() && !shown.endsWith("\n")) shown += "%\n";
        shown = shown.replaceAll("(?m)^$\n", "~\n");
        String said = err.toString(StandardCharsets.UTF_8).replaceAll("(?m)^(?=.)", "! ");
        return (shown + said + (code == 0 ? "" : "[" + code + "]\n")).replace(directory.toString(), "DIR");
    }

    /// Words as a shell would cut them: by spaces, except between quotes.
    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        char quote = 0;
        boolean inWord = false;
        for (char c : line.toCharArray()) {
            if (quote != 0) {
                if (c == quote) quote = 0;
                else word.append(c);
            } else if (c == '\'' || c == '"') {
                quote = c;
                inWord = true;
            } else if (c != ' ') {
                word.append(c);
                inWord = true;
            } else if (inWord) {
                words.add(word.toString());
                word.setLength(0);
                inWord = false;
            }
        }
        if (inWord) words.add(word.toString());
        return words;
    }
}
