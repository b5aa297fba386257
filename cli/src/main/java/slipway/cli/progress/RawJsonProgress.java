package slipway.cli.progress;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.diagnostics.Location;
import slipway.diagnostics.Problem;
import slipway.image.Digest;
import slipway.image.json.Json;

/// Progress for programs: one JSON object a line, with the members of BuildKit's `rawjson`: `vertexes`, `statuses`, `logs`,
/// `warnings`. Bytes are in base64.
public final class RawJsonProgress implements ProgressView {
    private final PrintStream out;
    private final InstantSource clock;
    private final Map<Digest, String> started = new LinkedHashMap<>();
    private final Map<String, String> transfers = new LinkedHashMap<>();

    public RawJsonProgress(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public synchronized void planned(Step step) {
        vertex(step);
    }

    @Override
    public synchronized void started(Step step) {
        started.put(step.digest(), now());
        vertex(step);
    }

    @Override
    public synchronized void cached(Step step) {
        started.putIfAbsent(step.digest(), now());
        write("vertexes", about(step).put("completed", now()).put("cached", Json.of(true)).build());
    }

    @Override
    public synchronized void completed(Step step) {
        write("vertexes", about(step).put("completed", now()).build());
    }

    @Override
    public synchronized void failed(Step step, Problem problem) {
        write("vertexes", about(step).put("completed", now()).put("error", problem.message()).build());
    }

    @Override
    public synchronized void cancelled(Step step) {
        write("vertexes", about(step).put("completed", now()).put("error", "context canceled").build());
    }

    @Override
    public synchronized void output(Step step, Channel channel, byte[] bytes, int length) {
        write("logs", Json.object()
                .put("vertex", step.digest().toString())
                .put("stream", channel == Channel.OUT ? 1 : 2)
                .put("data", Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, length)))
                .put("timestamp", now())
                .build());
    }

    @Override
    public synchronized void transferred(Step step, TransferKind kind, String subject, long done, Optional<Long> total) {
        String time = now();
        String begun = transfers.computeIfAbsent(step.digest() + " " + subject, _ -> time);
        var status = Json.object()
                .put("id", subject)
                .put("vertex", step.digest().toString())
                .put("name", subject);
        total.ifPresent(size -> status.put("total", size));
        status.put("current", done).put("timestamp", time).put("started", begun);
        if (total.filter(size -> done >= size).isPresent()) status.put("completed", time);
        write("statuses", status.build());
    }

    @Override
    public synchronized void warning(Problem problem) {
        var warning = Json.object()
                .put("level", 1)
                .put("short", base64(problem.message()));
        problem.hint().ifPresent(hint -> warning.put("detail", Json.strings(List.of(base64(hint)))));
        problem.location().ifPresent(location -> warning
                .put("sourceInfo", Json.object().put("filename", location.source().name()).build())
                .put("range", Json.array(List.of(range(location)))));
        write("warnings", warning.build());
    }

    /// Lines count from 1, characters from 0, as in BuildKit's `pb.Range`.
    private static Json range(Location location) {
        int end = location.span().end();
        return Json.object()
                .put("start", Json.object().put("line", location.line()).put("character", location.column() - 1).build())
                .put("end", Json.object().put("line", location.source().line(end))
                        .put("character", location.source().column(end) - 1).build())
                .build();
    }

    @Override
    public synchronized void close() {
        out.flush();
    }

    private void vertex(Step step) {
        write("vertexes", about(step).build());
    }

    private Json.ObjectBuilder about(Step step) {
        var vertex = Json.object()
                .put("digest", step.digest().toString())
                .putUnlessEmpty("inputs", step.inputs().stream().map(Digest::toString).toList())
                .put("name", step.name());
        Optional.ofNullable(started.get(step.digest())).ifPresent(time -> vertex.put("started", time));
        return vertex;
    }

    private void write(String member, Json.Obj item) {
        out.print(Json.object().put(member, Json.array(List.of(item))).build().toText() + "\n");
        out.flush();
    }

    private String now() {
        return clock.instant().toString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
