package slipway.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.api.Test;
import slipway.build.Progress.Channel;
import slipway.build.Progress.Step;
import slipway.build.Progress.TransferKind;
import slipway.diagnostics.Problem;
import slipway.diagnostics.ProblemPrinter.Colour;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.image.Digest;

/// One build, told to each kind of view. What they print is in `progress`; with `SLIPWAY_ACCEPT=1` in the environment it is
/// written again.
class ProgressTest {
    private static final Path GOLDEN = Path.of("src/test/resources/progress");

    private Instant now = Instant.parse("2026-06-01T00:00:00Z");
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);

    private static final Step LOAD = step(1, "[internal] load build context");
    private static final Step BASE = step(2, "[build 1/3] FROM alpine:3.20");
    private static final Step MAKE = step(3, "[build 2/3] RUN make");
    private static final Step TEST = step(4, "[build 3/3] RUN make test");
    private static final Step COPY = step(5, "[stage-1 1/1] COPY --from=build /app /app");

    private static Step step(int number, String name, Digest... inputs) {
        return new Step(number, Digest.ofUtf8(name), name, List.of(inputs));
    }

    enum Kind {
        PLAIN,
        RAWJSON,
        TERMINAL,
        QUIET
    }

    private ProgressView view(Kind kind) {
        return switch (kind) {
            case PLAIN -> new PlainProgress(out, () -> now, Colour.PLAIN);
            case RAWJSON -> new RawJsonProgress(out, () -> now);
            case QUIET -> new QuietProgress(out);
            case TERMINAL -> terminal(new WindowSize(72, 24));
        };
    }

    private TerminalProgress terminal(WindowSize window) {
        return new TerminalProgress(out, () -> now, Colour.PLAIN, "Building", window, Optional::empty);
    }

    private void wait(int milliseconds) {
        now = now.plus(Duration.ofMillis(milliseconds));
    }

    private static void say(ProgressView view, Step step, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        view.output(step, Channel.OUT, utf8, utf8.length);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void tellsOfABuild(Kind kind) throws IOException {
        ProgressView view = view(kind);
        List.of(LOAD, BASE, MAKE, TEST, COPY).forEach(view::planned);
        view.started(LOAD);
        view.cached(BASE);
        view.transferred(LOAD, TransferKind.OTHER, "context", 0, Optional.of(2_400_000L));
        wait(200);
        view.transferred(LOAD, TransferKind.OTHER, "context", 1_200_000, Optional.of(2_400_000L));
        view.started(MAKE);
        say(view, MAKE, "cc -c a.c\ncc -c b");
        draw(view);
        wait(200);
        view.transferred(LOAD, TransferKind.OTHER, "context", 2_400_000, Optional.of(2_400_000L));
        view.completed(LOAD);
        say(view, MAKE, ".c\nlink 10%\rlink 100%\n\u001b[31mwarning:\u001b[0m a\tb\n");
        wait(2000);
        draw(view);
        for (int i = 1; i <= 9; i++) say(view, MAKE, "line " + i + "\n");
        draw(view);
        view.completed(MAKE);
        view.warning(Problem.at(Source.of("Dockerfile", "from alpine\nRUN make\n"), new Span(0, 4),
                "from is written in small letters").hint("write FROM"));
        view.started(TEST);
        wait(12_345);
        say(view, TEST, "ok 1\nnot ok 2");
        view.failed(TEST, Problem.of("process \"/bin/sh -c make test\" ended with exit code 2"));
        view.cancelled(COPY);
        draw(view);
        view.close();
        check(kind.name().toLowerCase(java.util.Locale.ROOT) + ".txt");
    }

    private static void draw(ProgressView view) {
        if (view instanceof TerminalProgress terminal) terminal.draw();
    }

    @Test
    void stepsTakeTurnsInALog() throws IOException {
        ProgressView view = view(Kind.PLAIN);
        view.started(MAKE);
        view.started(TEST);
        say(view, MAKE, "make 1\n");
        wait(300);
        say(view, TEST, "test 1\n");
        say(view, MAKE, "make 2\n");
        wait(300);
        say(view, TEST, "test 2\n");
        wait(1500);
        say(view, TEST, "test 3: the other one has been silent\n");
        say(view, MAKE, "make 3\n");
        wait(100);
        view.completed(TEST);
        view.completed(MAKE);
        view.close();
        check("turns.txt");
    }

    @Test
    void leavesOutWhatAWindowHasNoRoomFor() throws IOException {
        TerminalProgress view = terminal(new WindowSize(40, 8));
        for (int i = 1; i <= 10; i++) view.cached(step(i, "[1/9] COPY number" + i + " /a/rather/long/path"));
        view.started(MAKE);
        for (int i = 1; i <= 9; i++) say(view, MAKE, "line " + i + " that is longer than the window is wide\n");
        view.draw();
        view.resize(new WindowSize(30, 5));
        view.draw();
        view.completed(MAKE);
        view.close();
        check("small-window.txt");
    }

    @Test
    void drawsNothingWhenNothingHasChanged() {
        TerminalProgress view = terminal(new WindowSize(40, 8));
        view.draw();
        view.cached(BASE);
        view.draw();
        int drawn = bytes.size();
        view.draw();
        assertThat(bytes.size()).isEqualTo(drawn);
        view.close();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).endsWith("\u001b[?25h");
    }

    @Test
    void showsNoSequencesOfAStepsOwn() {
        assertThat(StepOutput.clean("a\u001b]0;title\u0007b\u001b[2Jc\u001b(Bd\u0008e\u202Ef\u009bg")).isEqualTo("abcdefg");
        assertThat(StepOutput.clean("10%\r50%\r\r")).isEqualTo("50%");
        var output = new StepOutput();
        byte[] endless = "x".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        assertThat(output.add(Channel.OUT, endless, endless.length)).hasSize(2).allMatch(line -> line.length() == 4096);
    }

    /// The golden files show escapes as `ESC`.
    private void check(String name) throws IOException {
        out.flush();
        String actual = bytes.toString(StandardCharsets.UTF_8).replace("\u001b", "ESC").replace("\r", "CR");
        Path file = GOLDEN.resolve(name);
        String expected = Files.exists(file) ? Files.readString(file) : "";
        if (actual.equals(expected)) return;
        if ("1".equals(System.getenv("SLIPWAY_ACCEPT")) || !Files.exists(file)) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, actual);
            fail(file + " was written again: review the difference");
        }
        assertThat(actual).isEqualTo(expected);
    }
}
