package slipway.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.cli.CommandLine;
import slipway.cli.Console;
import slipway.cli.Console.Terminal;
import slipway.cli.Console.Terminal.Stream;
import slipway.diagnostics.ProblemPrinter.Colour;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Durability;

/// What `--on-failure shell` gives to someone who types.
class OnFailureTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    @BeforeAll
    static void check() {
        assumeTrue("root".equals(System.getProperty("user.name")), "conformance needs root");
        assumeTrue(Bases.canBeMade(), "conformance needs /bin/busybox");
    }

    @BeforeEach
    void fill() throws IOException {
        try (DirectoryStore store = DirectoryStore.open(directory.resolve("store"), Durability.UNSYNCED)) {
            Bases.make().putInto(store);
        }
        Files.writeString(directory.resolve("Dockerfile"), """
                FROM conformance/base:1
                ENV GREETING=hello
                WORKDIR /work
                USER 7:8
                RUN echo made by the step > /tmp/file; exit 3
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "crun", "runc"})
    void aShellSeesWhatTheStepLeftAndHad(String executor) {
        assumeTrue(executor.equals("embedded") || !Command.search(executor).isEmpty(), "there is no " + executor);
        int code = build(Stream.TERMINAL, "cat /tmp/file; echo \"$GREETING $(pwd) $(id -u):$(id -g)\"\nexit 9\n",
                "--on-failure=shell", "--executor=" + executor);
        assertThat(code).isEqualTo(4);
        assertThat(said()).contains("[3/3] RUN echo made by the step > /tmp/file; exit 3 failed:")
                .contains("\nmade by the step").contains("\nhello /work 7:8").contains("exit code: 3");
    }

    @Test
    void nothingDoneInTheShellIsKept() {
        assertThat(build(Stream.TERMINAL, "echo mended > /tmp/file\nexit 0\n", "--on-failure", "shell")).isEqualTo(4);
        messages.reset();
        build(Stream.TERMINAL, "cat /tmp/file\nexit\n", "--on-failure", "shell");
        assertThat(said()).contains("\nmade by the step").doesNotContain("mended");
    }

    @Test
    void withoutATerminalThereIsNoShell() {
        assertThat(build(Stream.ELSEWHERE, "", "--on-failure", "shell")).isEqualTo(2);
        assertThat(said()).contains("--on-failure shell needs a terminal");
    }

    @Test
    void anImageWithoutAShellIsNoTrap() throws IOException {
        Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\nRUN [\"/missing\"]\n");
        assertThat(build(Stream.TERMINAL, "", "--on-failure", "shell")).isEqualTo(4);
        assertThat(said()).contains("there is no shell in this image").contains("could not start /missing");
    }

    private int build(Stream terminal, String typed, String... options) {
        var out = new PrintStream(messages, true, StandardCharsets.UTF_8);
        var console = new Console(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)), out, out,
                new Terminal(terminal, terminal, terminal, 80, 24), Colour.PLAIN);
        var words = new ArrayList<>(List.of("build"));
        words.addAll(List.of(options));
        words.add(directory.toString());
        var environment = Map.of("SLIPWAY_ROOT", directory.resolve("store").toString(), "PATH", System.getenv("PATH"));
        return new CommandLine(console, environment, directory, Instant::now).run(words);
    }

    private String said() {
        return messages.toString(StandardCharsets.UTF_8).replace("\r", "");
    }
}
