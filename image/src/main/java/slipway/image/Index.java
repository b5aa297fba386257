package slipway.image;

import java.util.Collections;
import java.util.Comparator;
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
public record Index(
        Descriptor descriptor, byte[] raw, List<Descriptor> manifests, SequencedMap<String, String> annotations)
        implements Artifact {

    public Index {
        manifests = List.copyOf(manifests);
        annotations = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(annotations));
    }

    /// @throws SlipwayException.CorruptData when the bytes are not an index
    public static Index parse(byte[] raw) {
        try {
            Json.Obj json = Json.parseObject(raw);
            if (!(json.members().get("manifests") instanceof Json.Arr(var items))) {
                throw new InvalidJson("it lists no manifests");
            }
            if (json.member("config").isPresent() || json.member("layers").isPresent()) {
                throw new InvalidJson("it is an image's manifest as well");
            }
            String mediaType = json.string("mediaType").orElse(MediaTypes.OCI_INDEX);
            if (MediaTypes.isManifest(mediaType)) throw new InvalidJson("its media type is " + mediaType);
            return new Index(Descriptor.of(mediaType, raw), raw, items.stream().map(Descriptor::fromJson).toList(),
                    json.object("annotations").asStrings());
        } catch (InvalidJson e) {
            throw new SlipwayException.CorruptData(Problem.of("not an image index: " + e.getMessage()), e);
        }
    }

    /// A new OCI index of these manifests.
    public static Index of(List<Descriptor> manifests, SequencedMap<String, String> annotations) {
        return of(MediaTypes.OCI_INDEX, manifests, annotations);
    }

    /// A new index of these manifests, of OCI's media type or Docker's.
    public static Index of(String mediaType, List<Descriptor> manifests, SequencedMap<String, String> annotations) {
        return parse(Json.object()
                .put("schemaVersion", 2)
                .put("mediaType", mediaType)
                .put("manifests", Json.array(manifests.stream().map(Descriptor::toJson).toList()))
                .putUnlessEmpty("annotations", annotations)
                .build()
                .toBytes());
    }

    /// The manifest for a platform: an exact match if there is one, else among those that would do the first of the highest
    /// variant. Manifests that are no images (`unknown/unknown`, as attestations are) never match.
    public Optional<Descriptor> select(Platform wanted) {
        return manifests.stream()
                .filter(manifest -> manifest.platform().filter(wanted::equals).isPresent())
                .findFirst()
                .or(() -> manifests.stream()
                        .filter(manifest -> manifest.platform().filter(wanted::accepts).isPresent())
                        .max(Comparator.comparingInt(Index::level)));
    }

    private static int level(Descriptor manifest) {
        return manifest.platform().map(Platform::level).orElse(-1);
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
