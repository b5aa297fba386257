package slipway.cli.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.build.Progress;
import slipway.cli.progress.BothProgress;
import slipway.cli.progress.PlainProgress;
import slipway.diagnostics.Problem;
import slipway.diagnostics.ProblemPrinter.Colour;
import slipway.diagnostics.SlipwayException;
import slipway.image.Digest;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Durability;

class BuildRecordsTest {

    @TempDir
    Path directory;

    private DirectoryStore store;
    private Instant now = Instant.parse("2026-06-01T09:30:15Z");
    private BuildRecords records;

    @BeforeEach
    void open() throws IOException {
        store = DirectoryStore.open(directory, Durability.UNSYNCED);
        InstantSource clock = () -> now;
        records = BuildRecords.of(store, clock);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Test
    void aReplayedLogIsWhatWasShown() throws IOException {
        var shown = new ByteArrayOutputStream();
        try (OpenRecord record = records.begin("Dockerfile");
                var view = new PlainProgress(new PrintStream(shown, true, StandardCharsets.UTF_8), () -> now, Colour.PLAIN)) {
            buildSomething(new BothProgress(view, record.log()));
        }
        assertThat(replay(records.last().orElseThrow())).isEqualTo(shown.toString(StandardCharsets.UTF_8))
                .contains("#2 0.500 compiling…").contains("#1 CACHED").contains("#2 ERROR: exit code: 1");
    }

    @Test
    void aLogThatWasCutOffIsToldUpToTheCut() throws IOException {
        try (OpenRecord record = records.begin("Dockerfile")) {
            buildSomething(record.log());
        }
        Path log = records.log(records.last().orElseThrow());
        byte[] whole = Files.readAllBytes(log);
        for (int length : new int[] {0, 1, whole.length / 3, whole.length / 2, whole.length - 2}) {
            Files.write(log, java.util.Arrays.copyOf(whole, length));
            assertThat(replay(records.last().orElseThrow())).doesNotContain("DONE 9");
        }
    }

    @Test
    void aRecordSaysHowTheBuildEnded() throws IOException {
        records.begin("one");
        now = now.plusSeconds(1);
        records.begin("two").close();
        now = now.plusSeconds(1);
        try (OpenRecord third = records.begin("three")) {
            third.interrupted();
        }
        assertThat(records.list()).extracting(BuildRecord::source).containsExactly("three", "two", "one");
        assertThat(records.list()).extracting(BuildRecord::outcome).containsExactly(BuildRecord.Outcome.INTERRUPTED,
                BuildRecord.Outcome.FAILED, BuildRecord.Outcome.UNFINISHED);
    }

    @Test
    void buildsAreFoundByTheBeginningOfTheirId() throws IOException {
        records.begin("one").close();
        BuildRecord record = records.last().orElseThrow();
        assertThat(records.find(record.id().substring(0, 15))).isEqualTo(record);
        assertThatThrownBy(() -> records.find("20990101")).isInstanceOf(SlipwayException.BadInput.class)
                .hasMessageContaining("there is no build 20990101");
    }

    @Test
    void theOldestRecordsGo() throws IOException {
        for (int i = 0; i < 105; i++) {
            records.begin("build " + i).close();
            now = now.plusSeconds(1);
        }
        List<BuildRecord> kept = records.list();
        assertThat(kept).hasSize(100);
        assertThat(kept.getFirst().source()).isEqualTo("build 104");
        assertThat(kept.getLast().source()).isEqualTo("build 5");
    }

    private void buildSomething(Progress progress) {
        var base = new Progress.Step(1, Digest.ofUtf8("base"), "[1/2] FROM base", List.of());
        var run = new Progress.Step(2, Digest.ofUtf8("run"), "[2/2] RUN make", List.of(base.digest()));
        progress.planned(base);
        progress.planned(run);
        progress.started(base);
        progress.cached(base);
        progress.started(run);
        now = now.plusMillis(500);
        byte[] line = "compiling…\n".getBytes(StandardCharsets.UTF_8);
        progress.output(run, Progress.Channel.OUT, line, line.length);
        progress.transferred(run, Progress.TransferKind.OTHER, "context", 10, Optional.of(10L));
        now = now.plusMillis(500);
        progress.failed(run, Problem.of("exit code: 1"));
        progress.warning(Problem.of("something else").hint("look at it"));
    }

    private String replay(BuildRecord record) throws IOException {
        var out = new ByteArrayOutputStream();
        var replay = new LogReplay(_ -> true);
        try (var view = new PlainProgress(new PrintStream(out, true, StandardCharsets.UTF_8), replay.clock(), Colour.PLAIN)) {
            replay.tell(records.log(record), view);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
