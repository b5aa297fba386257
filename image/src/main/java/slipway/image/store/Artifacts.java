package slipway.image.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Artifact;
import slipway.image.Blobs;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.Index;
import slipway.image.Manifest;
import slipway.image.MediaTypes;
import slipway.image.Platform;
import slipway.image.Store;
import slipway.image.TransferListener;
import slipway.image.TransferListener.Direction;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;

/// Loads artifacts from blobs, and finds the blobs that an artifact is made of.
public final class Artifacts {

    /// Blobs that one artifact may reach, at most: more is an attack.
    private static final int MAX_REACHABLE = 100_000;

    private static final int MAX_DEPTH = 16;

    private Artifacts() {}

    /// Loads the image or index that a descriptor points to.
    ///
    /// @throws SlipwayException.CorruptData when something is missing or not what it should be
    public static Artifact load(Blobs blobs, Descriptor descriptor) throws IOException {
        byte[] raw = blobs.read(descriptor);
        if (isIndex(descriptor.mediaType(), raw)) return Index.parse(raw);
        return Image.of(raw, blobs.read(Manifest.parse(raw).config()));
    }

    /// The image for a platform: from an index the one listed for it, else the image itself, whatever its platform. What an
    /// index says of a manifest decides; of manifests of which it says nothing their configurations are asked.
    ///
    /// @param name what the artifact is called, for the error
    /// @return absent when the manifest or configuration is not here
    /// @throws SlipwayException.BadInput when the index has none for the platform; the hint lists those it has
    public static Optional<Image> image(Blobs blobs, Descriptor artifact, Platform platform, String name) throws IOException {
        if (!blobs.contains(artifact.digest())) return Optional.empty();
        byte[] raw = blobs.read(artifact);
        if (!isIndex(artifact.mediaType(), raw)) {
            Descriptor config = Manifest.parse(raw).config();
            return blobs.contains(config.digest()) ? Optional.of(Image.of(raw, blobs.read(config))) : Optional.empty();
        }
        Index index = Index.parse(raw);
        Optional<Descriptor> listed = index.select(platform);
        if (listed.isPresent()) return image(blobs, listed.get(), platform, name);
        var others = new TreeSet<String>();
        for (Descriptor member : index.manifests()) {
            if (member.platform().isPresent()) {
                others.add(member.platform().get().toString());
                continue;
            }
            Optional<Image> image = image(blobs, member, platform, name);
            if (image.isEmpty()) continue;
            if (index.manifests().size() == 1 || platform.accepts(image.get().config().platform())) return image;
            others.add(image.get().config().platform().toString());
        }
        others.remove("unknown/unknown");
        throw new SlipwayException.BadInput(Problem.of(name + " has no image for " + platform)
                .hint(others.isEmpty() ? "it has no image at all" : "it has images for " + String.join(", ", others)));
    }

    /// Sees to it that these blobs are in a store, copying those that are not.
    public static void copy(Blobs from, List<Descriptor> blobs, Store to, Direction direction, TransferListener listener) throws IOException {
        for (Descriptor blob : blobs) {
            if (to.contains(blob.digest())) {
                listener.present(direction, blob);
                continue;
            }
            try (var in = from.open(blob)) {
                to.put(blob, new HeardInputStream(in, moved -> listener.moved(direction, blob, moved)));
            }
            listener.moved(direction, blob, blob.size());
        }
    }

    /// What a manifest or index with this digest is pointed to by, if it is here: its size is that of the blob, its media
    /// type what its bytes say.
    ///
    /// @throws SlipwayException.CorruptData when the blob is neither
    public static Descriptor describe(Blobs blobs, Digest digest) throws IOException {
        long size = blobs.size(digest).orElseThrow(() -> new SlipwayException.CorruptData(Problem.of("there is no blob " + digest)));
        byte[] raw = blobs.read(Descriptor.of("", digest, size));
        String mediaType = isIndex("", raw) ? Index.parse(raw).descriptor().mediaType() : Manifest.parse(raw).mediaType();
        return Descriptor.of(mediaType, digest, size);
    }

    /// Everything that an artifact is made of, itself included, each blob once, needed ones before those that need them.
    /// That is the order to write them in.
    ///
    /// Manifests that an index lists and that are not here are left out: the images of other platforms, which nobody
    /// fetched. What is neither manifest nor index is made of itself alone.
    ///
    /// @throws SlipwayException.CorruptData when a manifest that is here cannot be read
    public static List<Descriptor> reachable(Blobs blobs, Descriptor artifact) throws IOException {
        SequencedMap<Digest, Descriptor> found = new LinkedHashMap<>();
        if (blobs.contains(artifact.digest())) visit(blobs, artifact, 0, found);
        return List.copyOf(found.values());
    }

    private static void visit(Blobs blobs, Descriptor blob, int depth, SequencedMap<Digest, Descriptor> found) throws IOException {
        if (found.containsKey(blob.digest())) return;
        if (found.size() > MAX_REACHABLE || depth > MAX_DEPTH) {
            throw new SlipwayException.CorruptData(Problem.of(blob.digest() + " is part of something absurdly large: more than "
                    + MAX_REACHABLE + " blobs, or indexes within indexes " + MAX_DEPTH + " deep"));
        }
        if (lists(blob.mediaType())) {
            byte[] raw = blobs.read(blob);
            if (isIndex(blob.mediaType(), raw)) {
                for (Descriptor member : Index.parse(raw).manifests()) {
                    if (blobs.contains(member.digest())) visit(blobs, member, depth + 1, found);
                }
            } else {
                Manifest manifest = Manifest.parse(raw);
                manifest.layers().forEach(layer -> found.putIfAbsent(layer.digest(), layer));
                found.putIfAbsent(manifest.config().digest(), manifest.config());
            }
        }
        found.put(blob.digest(), blob);
    }

    private static boolean lists(String mediaType) {
        return mediaType.isEmpty() || MediaTypes.isIndex(mediaType) || MediaTypes.isManifest(mediaType);
    }

    /// What an artifact needs that is not here: configurations and layers, and manifests of an index none of which is here.
    public static List<Descriptor> missing(Blobs blobs, Descriptor artifact) throws IOException {
        if (!blobs.contains(artifact.digest())) return List.of(artifact);
        var missing = new ArrayList<Descriptor>();
        List<Descriptor> reachable = reachable(blobs, artifact);
        reachable.stream().filter(blob -> !blobs.contains(blob.digest())).forEach(missing::add);
        if (reachable.size() == 1 && lists(artifact.mediaType())) {
            byte[] raw = blobs.read(artifact);
            if (isIndex(artifact.mediaType(), raw)) missing.addAll(Index.parse(raw).manifests());
        }
        return List.copyOf(missing);
    }

    /// Whether these bytes are an index. A media type that says so decides; bytes without one are asked what they list.
    private static boolean isIndex(String mediaType, byte[] raw) {
        if (MediaTypes.isIndex(mediaType)) return true;
        if (MediaTypes.isManifest(mediaType)) return false;
        try {
            return Json.parseObject(raw).member("manifests").isPresent();
        } catch (InvalidJson e) {
            throw new SlipwayException.CorruptData(Problem.of("neither a manifest nor an index: " + e.getMessage()), e);
        }
    }
}
