package slipway.image.validate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Blobs;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.ImageConfig;
import slipway.image.Index;
import slipway.image.Layer;
import slipway.image.Manifest;
import slipway.image.MediaTypes;
import slipway.image.Platform;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;
import slipway.image.layer.LayerReader;

/// Checks an image or index with everything it is made of: digests, sizes, media types, diffIDs against the unpacked
/// layers, history against layers, platforms.
///
/// Manifests that an index lists and that are not here are passed over, unless none is here.
public final class ImageValidator {

    private final Blobs blobs;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Digest> seen = new HashSet<>();

    private ImageValidator(Blobs blobs) {
        this.blobs = blobs;
    }

    /// Everything that is wrong with an artifact, in the order of its parts; nothing when all promises are kept.
    public static List<Problem> validate(Blobs blobs, Descriptor artifact) throws IOException {
        var validator = new ImageValidator(blobs);
        validator.artifact(artifact, Optional.empty());
        return List.copyOf(validator.problems);
    }

    private void artifact(Descriptor artifact, Optional<Platform> promised) throws IOException {
        if (!seen.add(artifact.digest())) return;
        if (seen.size() > 10_000) throw new SlipwayException.CorruptData(Problem.of("an index lists manifests without end"));
        Optional<byte[]> raw = read(artifact, "manifest");
        if (raw.isEmpty()) return;
        try {
            Json.Obj json = Json.parseObject(raw.get());
            mediaType(artifact, json);
            if (json.number("schemaVersion").orElse(0L) != 2) {
                wrong("manifest " + artifact.digest() + " is not of schema version 2");
            }
            if (json.member("manifests").isPresent()) index(Index.parse(raw.get()));
            else manifest(artifact, Manifest.parse(raw.get()), promised.or(artifact::platform));
        } catch (InvalidJson e) {
            wrong("manifest " + artifact.digest() + ": " + e.getMessage());
        } catch (SlipwayException.CorruptData e) {
            problems.add(e.problem());
        }
    }

    private void mediaType(Descriptor artifact, Json.Obj json) {
        Optional<String> said = json.string("mediaType");
        if (said.isPresent() && !artifact.mediaType().isEmpty() && !said.get().equals(artifact.mediaType())) {
            wrong("manifest " + artifact.digest() + " is of media type " + said.get() + ", but is pointed to as "
                    + artifact.mediaType());
        }
        boolean index = json.member("manifests").isPresent();
        String type = said.orElse(artifact.mediaType());
        if (index && MediaTypes.isManifest(type) || !index && MediaTypes.isIndex(type)) {
            wrong("manifest " + artifact.digest() + " is not what its media type " + type + " says");
        }
    }

    private void index(Index index) throws IOException {
        int here = 0;
        for (Descriptor member : index.manifests()) {
            if (!blobs.contains(member.digest())) continue;
            here++;
            artifact(member, member.platform());
        }
        if (here == 0 && !index.manifests().isEmpty()) {
            wrong("of what index " + index.descriptor().digest() + " lists nothing is here");
        }
    }

    private void manifest(Descriptor artifact, Manifest manifest, Optional<Platform> promised) throws IOException {
        Optional<byte[]> rawConfig = read(manifest.config(), "configuration");
        if (!MediaTypes.isConfig(manifest.config().mediaType())) {
            for (Descriptor layer : manifest.layers()) blob(layer);
            return;
        }
        boolean oci = manifest.mediaType().equals(MediaTypes.OCI_MANIFEST);
        if (oci != manifest.config().mediaType().equals(MediaTypes.OCI_CONFIG)) {
            wrong("manifest " + artifact.digest() + " is of media type " + manifest.mediaType() + ", its configuration of "
                    + manifest.config().mediaType());
        }
        if (rawConfig.isEmpty()) return;
        ImageConfig config = ImageConfig.parse(rawConfig.get());
        new ConfigRules(manifest.config().digest(), config, problems).check(Json.parseObject(rawConfig.get()), promised);
        if (config.diffIds().size() != manifest.layers().size()) {
            int told = config.diffIds().size();
            wrong("the manifest lists " + manifest.layers().size() + " layers, its configuration " + told);
            for (Descriptor layer : manifest.layers()) blob(layer);
            return;
        }
        for (int i = 0; i < manifest.layers().size(); i++) {
            layer(manifest, new Layer(manifest.layers().get(i), config.diffIds().get(i)));
        }
    }

    private void layer(Manifest manifest, Layer layer) throws IOException {
        Descriptor descriptor = layer.descriptor();
        Optional<LayerFormat> format = LayerFormat.of(descriptor.mediaType());
        if (format.isEmpty()) {
            wrong("layer " + descriptor.digest() + " is of the unknown media type " + descriptor.mediaType());
        } else if (format.get().family() == LayerFormat.Family.OCI != manifest.mediaType().equals(MediaTypes.OCI_MANIFEST)) {
            wrong("layer " + descriptor.digest() + " is of media type " + descriptor.mediaType() + " in a manifest of "
                    + manifest.mediaType());
        }
        if (!blobs.contains(descriptor.digest())) {
            wrong("layer " + descriptor.digest() + " is not here");
            return;
        }
        try {
            LayerReader.read(layer, blobs, (entry, content) -> {});
            if (format.isPresent()) compression(descriptor, format.get());
        } catch (SlipwayException.CorruptData e) {
            problems.add(e.problem());
        }
    }

    private void compression(Descriptor layer, LayerFormat format) throws IOException {
        byte[] start;
        try (InputStream in = blobs.open(layer)) {
            start = in.readNBytes(4);
        }
        if (LayerFormat.Compression.of(start) != format.compression()) {
            wrong("layer " + layer.digest() + " is not compressed as its media type " + layer.mediaType() + " says");
        }
    }

    private Optional<byte[]> read(Descriptor blob, String what) throws IOException {
        if (!blobs.contains(blob.digest())) {
            wrong(what + " " + blob.digest() + " is not here");
            return Optional.empty();
        }
        try {
            return Optional.of(blobs.read(blob));
        } catch (SlipwayException.CorruptData e) {
            problems.add(e.problem());
            return Optional.empty();
        }
    }

    private void blob(Descriptor blob) throws IOException {
        if (!blobs.contains(blob.digest())) {
            wrong("blob " + blob.digest() + " is not here");
            return;
        }
        try (InputStream in = blobs.open(blob)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (SlipwayException.CorruptData e) {
            problems.add(e.problem());
        }
    }

    private void wrong(String what) {
        problems.add(Problem.of(what));
    }
}
