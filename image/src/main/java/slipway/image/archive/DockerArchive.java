package slipway.image.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Blobs;
import slipway.image.Descriptor;
import slipway.image.DiffId;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.ImageConfig;
import slipway.image.Layer;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.TransferListener;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;
import slipway.image.store.Artifacts;

/// What `docker save` writes and `docker load` reads.
///
/// **Written** is one tar that is two things: an OCI layout, and beside its `index.json` a `manifest.json` and
/// `repositories` that name the configurations and layers among its blobs. So Docker loads it, old versions too, and tools
/// that know layouts keep the digests. Layers are stored as they are, except for zstd, which Docker 20.10 cannot read: such
/// layers are stored uncompressed, under a manifest of their own. The image ID stays the same in any case.
///
/// **Read** is what any Docker since 1.10 has written. Archives that are layouts as well are read as such. Else an image has
/// no manifest in the archive, and gets one made of its configuration, as it stands, and its layers, as they lie there.
public final class DockerArchive {

    private static final int MAX_IMAGES = 10_000;

    private DockerArchive() {}

    /// Writes an archive of these images and everything they need. Of an index the image for this machine is taken. The
    /// stream stays open.
    ///
    /// @throws SlipwayException.BadInput when an index has no image for this machine
    /// @throws SlipwayException.CorruptData when something that they need is not in `from`, or damaged there
    public static void write(List<NamedArtifact> artifacts, Blobs from, OutputStream out, TransferListener listener)
            throws IOException {
        var blobs = new PlainLayers(from);
        var images = new LinkedHashMap<Digest, NamedArtifact>();
        var manifests = new LinkedHashMap<Digest, Json.ObjectBuilder>();
        SequencedMap<String, Json> repositories = new TreeMap<>();
        for (NamedArtifact artifact : artifacts) {
            Image image = blobs.withoutZstd(imageOf(artifact, from));
            var names = new ArrayList<>(artifact.names());
            if (images.containsKey(image.id())) names.addAll(0, images.get(image.id()).names());
            List<Reference> distinct = names.stream().distinct().toList();
            images.put(image.id(), new NamedArtifact(image.descriptor(), distinct));
            manifests.put(image.id(), manifest(image, distinct));
            for (Reference name : distinct) repository(repositories, name, image.id());
        }
        var more = new TreeMap<String, byte[]>();
        more.put("manifest.json", Json.array(manifests.values().stream().map(Json.ObjectBuilder::build).toList()).toBytes());
        more.put("repositories", new Json.Obj(repositories).toBytes());
        OciArchive.write(List.copyOf(images.values()), blobs, more, out, listener);
    }

    private static Image imageOf(NamedArtifact artifact, Blobs from) throws IOException {
        Artifacts.requireWhole(from, artifact.descriptor(), artifact.label());
        Problem absent = Problem.of("the image of " + artifact.label() + " for " + Platform.local() + " is not here");
        return Artifacts.image(from, artifact.descriptor(), Platform.local(), artifact.label())
                .orElseThrow(() -> new SlipwayException.BadInput(absent.hint("pull it for this platform")));
    }

    private static Json.ObjectBuilder manifest(Image image, List<Reference> names) {
        List<String> tags = names.stream()
                .filter(name -> name.tag().isPresent())
                .map(DockerArchive::tagged)
                .distinct()
                .toList();
        List<String> layers = image.layers().stream().map(layer -> OciArchive.path(layer.descriptor().digest())).toList();
        return Json.object()
                .put("Config", OciArchive.path(image.id()))
                .put("RepoTags", Json.strings(tags))
                .put("Layers", Json.strings(layers));
    }

    private static void repository(Map<String, Json> repositories, Reference name, Digest id) {
        if (name.tag().isEmpty()) return;
        Json.Obj tags = repositories.get(name.familiarName()) instanceof Json.Obj known ? known : Json.EMPTY;
        repositories.put(name.familiarName(), tags.with(name.tag().get(), Json.of(id.hex())));
    }

    private static String tagged(Reference name) {
        return name.familiarName() + ":" + name.tagOrDigest();
    }

    static ImageArchive open(TarIndex tar, FileChannel channel) throws IOException {
        if (!(parse(Archives.small(tar, "manifest.json")) instanceof Json.Arr(var items)) || items.size() > MAX_IMAGES) {
            throw corrupt("manifest.json lists no images, or too many");
        }
        var paths = new HashMap<Digest, String>();
        var made = new HashMap<Digest, byte[]>();
        var listed = new LinkedHashMap<Digest, ImageArchive.Listed>();
        for (Json item : items) {
            if (!(item instanceof Json.Obj object)) throw corrupt("manifest.json lists something that is no image");
            Image image = image(tar, object, paths);
            made.put(image.descriptor().digest(), image.raw());
            made.put(image.id(), image.rawConfig());
            var names = new ArrayList<Reference>();
            if (listed.containsKey(image.id())) names.addAll(listed.get(image.id()).names());
            for (String tag : object.strings("RepoTags")) names.add(name(tag));
            List<Reference> distinct = names.stream().distinct().toList();
            listed.put(image.id(), new ImageArchive.Listed(image.descriptor(), distinct, List.of()));
        }
        var blobs = new TarBlobs(tar, paths, made);
        return new ImageArchive(ImageArchive.Kind.DOCKER_ARCHIVE, blobs, List.copyOf(listed.values()), channel);
    }

    private static Image image(TarIndex tar, Json.Obj object, Map<Digest, String> paths) throws IOException {
        String config = object.string("Config")
                .orElseThrow(() -> corrupt("manifest.json lists an image without a configuration"));
        byte[] rawConfig = Archives.small(tar, config);
        List<DiffId> diffIds = ImageConfig.parse(rawConfig).diffIds();
        List<String> layers = object.strings("Layers");
        if (layers.size() != diffIds.size()) {
            throw corrupt("an image has " + layers.size() + " layers, but its configuration speaks of " + diffIds.size());
        }
        var found = new ArrayList<Layer>();
        for (int i = 0; i < layers.size(); i++) {
            Descriptor layer = ArchivedLayer.describe(tar, layers.get(i), diffIds.get(i).digest());
            paths.put(layer.digest(), layers.get(i));
            found.add(new Layer(layer, diffIds.get(i)));
        }
        return ArchivedLayer.image(rawConfig, found);
    }

    private static Reference name(String tag) {
        try {
            return Reference.parse(tag);
        } catch (SlipwayException.BadInput e) {
            throw new SlipwayException.CorruptData(Problem.of("the archive calls an image by what is no name: " + tag), e);
        }
    }

    private static Json parse(byte[] bytes) {
        try {
            return Json.parse(bytes);
        } catch (InvalidJson e) {
            Problem problem = Problem.of("the archive's manifest.json is damaged: " + e.getMessage());
            throw new SlipwayException.CorruptData(problem, e);
        }
    }

    private static SlipwayException.CorruptData corrupt(String why) {
        return new SlipwayException.CorruptData(Problem.of("the Docker archive cannot be used: " + why));
    }
}
