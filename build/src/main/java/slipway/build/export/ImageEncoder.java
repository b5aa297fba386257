package slipway.build.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import slipway.build.Encoding;
import slipway.build.Encoding.MediaTypeFamily;
import slipway.build.Encoding.Part;
import slipway.build.operation.LayerForms;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Artifact;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.DiffId;
import slipway.image.Image;
import slipway.image.ImageConfig;
import slipway.image.Index;
import slipway.image.Layer;
import slipway.image.Manifest;
import slipway.image.MediaTypes;
import slipway.image.Platform;
import slipway.image.Store;
import slipway.image.layer.Recompression;

/// Writes down what was built in the form that an output wants. Manifests, configurations and layers end up in the store.
public final class ImageEncoder {

    private final Store store;
    private final LayerForms forms;
    private final Set<Digest> fetched;

    /// @param fetched the blobs of layers that the build did not make
    public ImageEncoder(Store store, LayerForms forms, Set<Digest> fetched) {
        this.store = store;
        this.forms = forms;
        this.fetched = Set.copyOf(fetched);
    }

    /// What an output gets.
    ///
    /// @param artifact the image, or the index of several
    /// @param descriptor what points to it where it is listed, with what is said about it there
    /// @param images the image for each platform
    public record Encoded(Artifact artifact, Descriptor descriptor, List<Image> images) {}

    /// @param platforms what each of the images was built for, which an image itself may see otherwise
    /// @throws SlipwayException.BadInput when an annotation is about an index and there is none
    public Encoded encode(List<Platform> platforms, List<Image> images, Encoding encoding) throws IOException {
        boolean single = images.size() == 1;
        if (single) requireNoIndex(encoding);
        var encoded = new ArrayList<Image>();
        var manifests = new ArrayList<Descriptor>();
        for (int i = 0; i < images.size(); i++) {
            Platform platform = platforms.get(i);
            Image image = encode(images.get(i), platform, encoding);
            encoded.add(image);
            manifests.add(annotated(image.descriptor().with(platform),
                    annotations(encoding, Part.MANIFEST_DESCRIPTOR, Optional.of(platform))));
        }
        if (single) return new Encoded(encoded.getFirst(), manifests.getFirst(), encoded);
        String type = encoding.usedMediaTypes() == MediaTypeFamily.OCI ? MediaTypes.OCI_INDEX : MediaTypes.DOCKER_INDEX;
        Index index = Index.of(type, manifests, annotations(encoding, Part.INDEX, Optional.empty()));
        store.put(index.descriptor().mediaType(), index.raw());
        return new Encoded(index, annotated(index.descriptor(), annotations(encoding, Part.INDEX_DESCRIPTOR,
                Optional.empty())), encoded);
    }

    private static void requireNoIndex(Encoding encoding) {
        encoding.annotations().stream().filter(one -> one.part() == Part.INDEX || one.part() == Part.INDEX_DESCRIPTOR)
                .findFirst().ifPresent(one -> {
                    throw new SlipwayException.BadInput(
                            Problem.of("the annotation " + one.key() + " is about an index, and one image has none")
                                    .hint("annotate the manifest, or build for several platforms"));
                });
    }

    private Image encode(Image image, Platform platform, Encoding encoding) throws IOException {
        var layers = new ArrayList<Layer>();
        for (Layer layer : image.layers()) layers.add(encode(layer, encoding));
        List<DiffId> diffIds = layers.stream().map(Layer::diffId).toList();
        ImageConfig config = image.config().withLayers(diffIds, image.config().history());
        MediaTypeFamily family = encoding.usedMediaTypes();
        boolean oci = family == MediaTypeFamily.OCI;
        byte[] rawConfig = config.toBytes();
        var manifest = new Manifest(oci ? MediaTypes.OCI_MANIFEST : MediaTypes.DOCKER_MANIFEST,
                Descriptor.of(oci ? MediaTypes.OCI_CONFIG : MediaTypes.DOCKER_CONFIG, rawConfig),
                layers.stream().map(layer -> named(layer.descriptor(), family)).toList(),
                annotations(encoding, Part.MANIFEST, Optional.of(platform)), Optional.empty(), Optional.empty());
        Image encoded = Image.of(manifest.toBytes(), rawConfig);
        store.put(encoded.manifest().config().mediaType(), rawConfig);
        store.put(encoded.descriptor().mediaType(), encoded.raw());
        return encoded;
    }

    private Layer encode(Layer layer, Encoding encoding) throws IOException {
        if (!fetched.contains(layer.descriptor().digest())) return forms.of(layer, encoding.compression());
        boolean stays = encoding.bases() == Encoding.Bases.AS_THEY_ARE
                || Recompression.is(layer, encoding.compression().form());
        return stays ? layer : forms.of(layer, encoding.compression());
    }

    /// The same blob in the words of OCI or of Docker, as far as both have one.
    private static Descriptor named(Descriptor layer, MediaTypeFamily family) {
        String type = layer.mediaType();
        String named = switch (family) {
            case OCI -> switch (type) {
                case MediaTypes.DOCKER_LAYER -> MediaTypes.OCI_LAYER;
                case MediaTypes.DOCKER_LAYER_GZIP -> MediaTypes.OCI_LAYER_GZIP;
                default -> type;
            };
            case DOCKER -> switch (type) {
                case MediaTypes.OCI_LAYER -> MediaTypes.DOCKER_LAYER;
                case MediaTypes.OCI_LAYER_GZIP -> MediaTypes.DOCKER_LAYER_GZIP;
                default -> type;
            };
        };
        return layer.withMediaType(named);
    }

    private static SequencedMap<String, String> annotations(Encoding encoding, Part part, Optional<Platform> platform) {
        var annotations = new LinkedHashMap<String, String>();
        for (Encoding.Annotation one : encoding.annotations()) {
            boolean meant = one.part() == part && (platform.isEmpty() || one.isFor(platform.get()));
            if (meant && !one.key().isEmpty()) annotations.put(one.key(), one.value());
        }
        return annotations;
    }

    private static Descriptor annotated(Descriptor descriptor, SequencedMap<String, String> annotations) {
        if (annotations.isEmpty()) return descriptor;
        var all = new LinkedHashMap<>(descriptor.annotations());
        all.putAll(annotations);
        return descriptor.with(all);
    }
}
