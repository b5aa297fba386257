package slipway.image;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.json.Json;

/// What points to a blob: its media type, digest and size in bytes, and what may be said about it.
///
/// OCI image specification, "Content Descriptors".
public record Descriptor(
        String mediaType, Digest digest, long size, SequencedMap<String, String> annotations, Optional<Platform> platform) {

    public Descriptor {
        if (size < 0) throw corrupt("descriptor of " + digest + " has the size " + size);
        annotations = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(annotations));
    }

    public static Descriptor of(String mediaType, Digest digest, long size) {
        return new Descriptor(mediaType, digest, size, new LinkedHashMap<>(), Optional.empty());
    }

    /// The descriptor of these very bytes.
    public static Descriptor of(String mediaType, byte[] bytes) {
        return of(mediaType, Digest.sha256(bytes), bytes.length);
    }

    public Descriptor with(Platform platform) {
        return new Descriptor(mediaType, digest, size, annotations, Optional.of(platform));
    }

    public Descriptor with(Map<String, String> annotations) {
        return new Descriptor(mediaType, digest, size, new LinkedHashMap<>(annotations), platform);
    }

    public Descriptor withMediaType(String mediaType) {
        return new Descriptor(mediaType, digest, size, annotations, platform);
    }

    /// Reads a descriptor. Layouts of some age leave the media type out; it is the empty string then.
    ///
    /// @throws SlipwayException.CorruptData when it has no digest or size, or one that cannot be
    public static Descriptor fromJson(Json json) {
        if (!(json instanceof Json.Obj object)) throw corrupt("a descriptor is not an object: " + json.toText());
        String mediaType = object.string("mediaType").orElse("");
        Digest digest = object.string("digest").map(Descriptor::digest)
                .orElseThrow(() -> corrupt("a descriptor has no digest"));
        long size = object.number("size").filter(number -> number >= 0)
                .orElseThrow(() -> corrupt("descriptor of " + digest + " has no size"));
        Optional<Platform> platform = object.member("platform")
                .flatMap(value -> value instanceof Json.Obj p ? Optional.of(Platform.fromJson(p)) : Optional.empty());
        return new Descriptor(mediaType, digest, size, object.object("annotations").asStrings(), platform);
    }

    public Json.Obj toJson() {
        var json = Json.object()
                .put("mediaType", mediaType)
                .put("digest", digest.toString())
                .put("size", size)
                .putUnlessEmpty("annotations", annotations);
        platform.ifPresent(value -> json.put("platform", value.toJson()));
        return json.build();
    }

    private static Digest digest(String text) {
        try {
            return Digest.parse(text);
        } catch (SlipwayException.BadInput e) {
            throw new SlipwayException.CorruptData(e.problem(), e);
        }
    }

    private static SlipwayException.CorruptData corrupt(String message) {
        return new SlipwayException.CorruptData(Problem.of(message));
    }
}
