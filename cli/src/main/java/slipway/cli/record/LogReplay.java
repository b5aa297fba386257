package slipway.cli.record;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import slipway.build.Progress;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Digest;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;

/// Tells a log's events again, at the times they had. A line that was cut off by the end of its process ends the log.
public final class LogReplay {

    private final Predicate<Progress.Step> wanted;
    private final Map<String, Progress.Step> steps = new LinkedHashMap<>();
    private final Map<String, Boolean> isStarted = new LinkedHashMap<>();
    private Instant now = Instant.EPOCH;

    /// @param wanted the steps to tell of
    public LogReplay(Predicate<Progress.Step> wanted) {
        this.wanted = wanted;
    }

    /// The time within the log while it is told.
    public InstantSource clock() {
        return () -> now;
    }

    /// Tells all of it.
    public void tell(Path log, Progress progress) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Json.Obj event = Json.parseObject(line.getBytes(StandardCharsets.UTF_8));
                for (Json vertex : event.array("vertexes")) vertex((Json.Obj) vertex, progress);
                for (Json output : event.array("logs")) output((Json.Obj) output, progress);
                for (Json status : event.array("statuses")) transfer((Json.Obj) status, progress);
                for (Json warning : event.array("warnings")) warning((Json.Obj) warning, progress);
            }
        } catch (InvalidJson | ClassCastException | IllegalArgumentException | DateTimeException | SlipwayException cut) {
            return;
        }
    }

    private void vertex(Json.Obj vertex, Progress progress) {
        String digest = vertex.string("digest").orElse("");
        if (!steps.containsKey(digest)) {
            List<Digest> inputs = vertex.strings("inputs").stream().map(Digest::parse).toList();
            var step = new Progress.Step(steps.size() + 1, Digest.parse(digest), vertex.string("name").orElse(""), inputs);
            steps.put(digest, step);
            if (wanted.test(step)) progress.planned(step);
        }
        Progress.Step step = steps.get(digest);
        Optional<Instant> completed = vertex.string("completed").map(Instant::parse);
        Optional<Instant> started = vertex.string("started").map(Instant::parse);
        if (started.isPresent() && isStarted.putIfAbsent(digest, true) == null && !vertex.isTrue("cached")) {
            now = started.get();
            if (wanted.test(step)) progress.started(step);
        }
        if (completed.isEmpty()) return;
        now = completed.get();
        if (!wanted.test(step)) return;
        Optional<String> error = vertex.string("error");
        if (vertex.isTrue("cached")) progress.cached(step);
        else if (error.isEmpty()) progress.completed(step);
        else if (error.get().equals("context canceled")) progress.cancelled(step);
        else progress.failed(step, Problem.of(error.get()));
    }

    private void output(Json.Obj output, Progress progress) {
        Optional<Progress.Step> step = step(output);
        output.string("timestamp").map(Instant::parse).ifPresent(time -> now = time);
        byte[] bytes = Base64.getDecoder().decode(output.string("data").orElse(""));
        Progress.Channel channel = output.number("stream").orElse(1L) == 1 ? Progress.Channel.OUT : Progress.Channel.ERR;
        step.ifPresent(known -> progress.output(known, channel, bytes, bytes.length));
    }

    private void transfer(Json.Obj status, Progress progress) {
        Optional<Progress.Step> step = step(status);
        status.string("timestamp").map(Instant::parse).ifPresent(time -> now = time);
        step.ifPresent(known -> progress.transferred(known, Progress.TransferKind.OTHER, status.string("name").orElse(""),
                status.number("current").orElse(0L), status.number("total")));
    }

    private static void warning(Json.Obj warning, Progress progress) {
        Problem problem = Problem.of(text(warning.string("short").orElse("")));
        List<String> detail = warning.strings("detail");
        progress.warning(detail.isEmpty() ? problem : problem.hint(text(detail.getFirst())));
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private Optional<Progress.Step> step(Json.Obj event) {
        return event.string("vertex").map(steps::get).filter(wanted);
    }
}
