package slipway.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.image.Digest;
import slipway.image.json.Json;

/// One run of an engine on a case.
///
/// @param out where its outputs are
record Run(Room room, Path out, Command.Answer answer) {

    private static final Pattern STEP = Pattern.compile("\\[((?:[^]]* )?\\d+/\\d+)\\] (RUN|COPY|ADD|WORKDIR)\\b");

    static Run of(Engine engine, Room room, Path out) throws IOException, InterruptedException {
        return new Run(room, out, engine.run(room.call(out)));
    }

    Outcome outcome() throws IOException {
        if (!answer.succeeded()) return new Outcome.Refused(message());
        ImageView view = new OutputFiles(out, text -> room.neutral(text, out)).view();
        return new Outcome.Built(view, room.neutral(answer.text(), out), steps(Cached.ONLY));
    }

    /// What was said besides progress, and the end of what was printed by steps.
    String message() {
        return String.join("\n", answer.err().lines().filter(line -> !line.startsWith("{")).toList());
    }

    /// The digest of the only image that was written.
    Digest digest() throws IOException {
        Map<String, byte[]> files = OutputFiles.members(Files.readAllBytes(out.resolve(OutputFiles.ONLY_IMAGE)));
        var image = (Json.Obj) Json.parseObject(files.get("index.json")).array("manifests").getFirst();
        return Digest.parse(image.string("digest").orElseThrow());
    }

    /// Whether what was found in a cache counts.
    enum Cached {
        ONLY,
        NOT
    }

    /// The Dockerfile's steps that were done: `build 2/3 RUN` of a stage with a name, else `2/3 RUN`.
    Set<String> steps(Cached cached) {
        var names = new TreeSet<String>();
        for (String line : answer.err().lines().filter(line -> line.startsWith("{")).toList()) {
            for (Json item : Json.parseObject(line.getBytes(java.nio.charset.StandardCharsets.UTF_8)).array("vertexes")) {
                var step = (Json.Obj) item;
                Matcher matcher = STEP.matcher(step.string("name").orElse(""));
                boolean isCached = step.isTrue("cached");
                boolean counts = matcher.lookingAt() && step.string("completed").isPresent();
                String name = counts ? matcher.group(1).replaceFirst("^stage-\\d+ ", "") + " " + matcher.group(2) : "";
                if (counts && isCached == (cached == Cached.ONLY)) names.add(name);
                else if (counts && isCached) names.remove(name);
            }
        }
        return names;
    }
}
