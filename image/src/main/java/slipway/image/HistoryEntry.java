package slipway.image;

import java.util.Optional;
import slipway.image.json.Json;

/// How one step changed the image. OCI image configuration, "history".
///
/// @param created RFC 3339 time, as written
/// @param emptyLayer whether the step left no layer
public record HistoryEntry(
        Optional<String> created, String createdBy, Optional<String> author, Optional<String> comment, boolean emptyLayer) {

    static HistoryEntry fromJson(Json json) {
        Json.Obj object = json instanceof Json.Obj o ? o : Json.EMPTY;
        return new HistoryEntry(object.string("created"), object.string("created_by").orElse(""), object.string("author"),
                object.string("comment"), object.isTrue("empty_layer"));
    }

    Json.Obj toJson() {
        var json = Json.object()
                .putIfPresent("created", created)
                .putUnlessEmpty("created_by", createdBy)
                .putIfPresent("author", author)
                .putIfPresent("comment", comment);
        if (emptyLayer) json.put("empty_layer", Json.of(true));
        return json.build();
    }
}
