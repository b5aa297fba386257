package slipway.cli.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slipway.image.json.Json;

/// One build that was: when, of what, and how it ended.
///
/// @param id `20260601-093015-3fa2`; the order of IDs is the order of builds
/// @param source the Dockerfile and the target, as shown
/// @param ended absent while the build runs, and for ever if it was killed
/// @param names of the image
/// @param digest of what was built, if it was
public record BuildRecord(String id, String source, Instant started, Optional<Instant> ended, Outcome outcome,
        List<String> names, Optional<String> digest) {

    public BuildRecord {
        names = List.copyOf(names);
    }

    /// How a build ended.
    public enum Outcome {
        UNFINISHED,
        COMPLETED,
        FAILED,
        INTERRUPTED
    }

    /// The same build at its end.
    BuildRecord ended(Instant when, Outcome how, List<String> imageNames, Optional<String> imageDigest) {
        return new BuildRecord(id, source, started, Optional.of(when), how, imageNames, imageDigest);
    }

    Json.Obj toJson() {
        var json = Json.object()
                .put("id", id)
                .put("source", source)
                .put("started", started.toString())
                .put("outcome", outcome.name().toLowerCase(java.util.Locale.ROOT));
        ended.ifPresent(when -> json.put("ended", when.toString()));
        json.putUnlessEmpty("names", names);
        digest.ifPresent(text -> json.put("digest", text));
        return json.build();
    }

    /// @throws slipway.image.json.InvalidJson or another unchecked exception when it is not such a record
    static BuildRecord fromJson(Json.Obj json) {
        return new BuildRecord(json.string("id").orElseThrow(), json.string("source").orElse(""),
                Instant.parse(json.string("started").orElseThrow()), json.string("ended").map(Instant::parse),
                Outcome.valueOf(json.string("outcome").orElseThrow().toUpperCase(java.util.Locale.ROOT)),
                json.strings("names"), json.string("digest"));
    }
}
