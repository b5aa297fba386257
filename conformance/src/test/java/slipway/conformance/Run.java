package slipway.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import slipway.image.Digest;
import slipway.image.json.Json;

/// One run of an engine on a case.
///
/// @param out where its outputs are
record Run(Room room, Path out, Command.Answer answer) {

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

    /// The names of the Dockerfile's steps that were done.
    Set<String> steps(Cached cached) {
        var names = new LinkedHashSet<String>();
        for (String line : answer.err().lines().filter(line -> line.startsWith("{")).toList()) {
            for (Json item : Json.parseObject(line.getBytes(java.nio.charset.StandardCharsets.UTF_8)).array("vertexes")) {
                var step = (Json.Obj) item;
                String name = step.string("name").orElse("");
                boolean isCached = step.isTrue("cached");
                boolean counts = name.matches("\\[(?!internal|auth).*\\d+/\\d+\\].*") && !name.contains("] FROM ")
                        && step.string("completed").isPresent();
                if (counts && isCached == (cached == Cached.ONLY)) names.add(name);
                else if (counts && isCached) names.remove(name);
            }
        }
        return names;
    }

    /// Lists of names in messages.
    static String list(Set<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", List.copyOf(names));
    }
}
