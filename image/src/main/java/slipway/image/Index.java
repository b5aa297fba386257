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

/// What lists manifests, usually one per platform. OCI image specification, "Image Index"; Docker's manifest list reads
/// the same.
///
/// @param descriptor what points to it; its digest is that of `raw`
/// @param raw the bytes as they were received
public record Index(Descriptor descriptor, byte[] raw, List<Descriptor> manifests, SequencedMap<String, String> annotations) implements Artifact {

    public Index {
        manifests = List.copyOf(manifests);
        annotations = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(annotations));
    }

    /// @throws SlipwayException.CorruptData when the bytes are not an index
    public static Index parse(byte[] raw) {
        try {
            Json.Obj json = Json.parseObject(raw);
            if (json.member("manifests").isEmpty()) throw new InvalidJson("it lists no manifests");
            String mediaType = json.string("mediaType").orElse(MediaTypes.OCI_INDEX);
            return new Index(Descriptor.of(mediaType, raw), raw, json.array("manifests").stream().map(Descriptor::fromJson).toList(),
                    json.object("annotations").asStrings());
        } catch (InvalidJson e) {
            throw new SlipwayException.CorruptData(Problem.of("not an image index: " + e.getMessage()), e);
        }
    }

    /// A new OCI index of these manifests.
    public static Index of(List<Descriptor> manifests, SequencedMap<String, String> annotations) {
        return parse(Json.object()
                .put("schemaVersion", 2)
                .put("mediaType", MediaTypes.OCI_INDEX)
                .put("manifests", Json.array(manifests.stream().map(Descriptor::toJson).toList()))
                .putUnlessEmpty("annotations", annotations)
                .build()
                .toBytes());
    }

    /// The manifest for a platform: an exact match if there is one, else the first that would do. Manifests that are no
    /// images (`unknown/unknown`, as attestations are) never match.
    public Optional<Descriptor> select(Platform wanted) {
        return manifests.stream()
                .filter(manifest -> manifest.platform().filter(wanted::equals).isPresent())
                .findFirst()
                .or(() -> manifests.stream().filter(manifest -> manifest.platform().filter(wanted::accepts).isPresent()).findFirst());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Index index && descriptor.equals(index.descriptor);
    }

    @Override
    public int hashCode() {
        return descriptor.hashCode();
    }
}
