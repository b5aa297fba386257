package slipway.image;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;

/// What lists an image's config and layers. OCI image specification, "Image Manifest"; Docker's schema 2 reads the same.
///
/// A view: the digest of a manifest is that of the bytes it was read from, never of what [#toBytes] writes.
public record Manifest(
        String mediaType,
        Descriptor config,
        List<Descriptor> layers,
        SequencedMap<String, String> annotations,
        Optional<String> artifactType,
        Optional<Descriptor> subject) {

    public Manifest {
        layers = List.copyOf(layers);
        annotations = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(annotations));
    }

    public static Manifest oci(Descriptor config, List<Descriptor> layers) {
        return new Manifest(MediaTypes.OCI_MANIFEST, config, layers, new LinkedHashMap<>(), Optional.empty(),
                Optional.empty());
    }

    public Manifest withAnnotations(SequencedMap<String, String> annotations) {
        return new Manifest(mediaType, config, layers, annotations, artifactType, subject);
    }

    /// @throws SlipwayException.CorruptData when the bytes are not a manifest
    public static Manifest parse(byte[] bytes) {
        try {
            Json.Obj json = Json.parseObject(bytes);
            if (json.member("manifests").isPresent()) throw corrupt("a manifest lists manifests: it is an index or neither");
            if (json.number("schemaVersion").filter(version -> version == 1).isPresent()) {
                throw new SlipwayException.CorruptData(Problem.of("a manifest of Docker's schema version 1 cannot be read")
                        .hint("push the image again with a tool of this decade"));
            }
            String mediaType = json.string("mediaType").orElse(MediaTypes.OCI_MANIFEST);
            if (MediaTypes.isIndex(mediaType)) throw corrupt("a manifest says it is of the media type " + mediaType);
            boolean listsLayers = json.member("layers").filter(layers -> !(layers instanceof Json.Arr)).isEmpty();
            if (!listsLayers) throw corrupt("the layers of a manifest are no list");
            return new Manifest(
                    mediaType,
                    json.member("config").map(Descriptor::fromJson).orElseThrow(() -> corrupt("a manifest has no config")),
                    json.array("layers").stream().map(Descriptor::fromJson).toList(),
                    json.object("annotations").asStrings(),
                    json.string("artifactType"),
                    json.member("subject").map(Descriptor::fromJson));
        } catch (InvalidJson e) {
            throw new SlipwayException.CorruptData(Problem.of("not a manifest: " + e.getMessage()), e);
        }
    }

    public byte[] toBytes() {
        var json = Json.object()
                .put("schemaVersion", 2)
                .put("mediaType", mediaType)
                .putIfPresent("artifactType", artifactType)
                .put("config", config.toJson())
                .put("layers", Json.array(layers.stream().map(Descriptor::toJson).toList()));
        subject.ifPresent(value -> json.put("subject", value.toJson()));
        return json.putUnlessEmpty("annotations", annotations).build().toBytes();
    }

    private static SlipwayException.CorruptData corrupt(String message) {
        return new SlipwayException.CorruptData(Problem.of(message));
    }
}
