package slipway.image.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
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
    static final int MAX_REACHABLE = 100_000;

    /// Indexes within indexes.
    static final int MAX_DEPTH = 16;

    private Artifacts() {}

    /// Loads the image or index that a descriptor points to.
    ///
    /// @throws SlipwayException.CorruptData when something is missing or not what it should be
    public static Artifact load(Blobs blobs, Descriptor descriptor) throws IOException {
        byte[] raw = blobs.read(descriptor);
        if (kind(descriptor, raw) == Kind.INDEX) return Index.parse(raw);
        return Image.of(raw, blobs.read(Manifest.parse(raw).config()));
    }

    /// The image for a platform: from an index the one listed for it, else the image itself, whatever its platform. What an
    /// index says of a manifest decides; of manifests of which it says nothing their configurations are asked.
    ///
    /// @param name what the artifact is called, for the error
    /// @return absent when the manifest or configuration is not here
    /// @throws SlipwayException.BadInput when the index has none for the platform; the hint lists those it has
    public static Optional<Image> image(Blobs blobs, Descriptor artifact, Platform platform, String name)
            throws IOException {
        return new PlatformChoice(blobs, platform).choose(artifact, name);
    }

    /// Sees to it that these blobs are in a store, copying those that are not.
    public static void copy(Blobs from, List<Descriptor> blobs, Store to, Direction direction, TransferListener listener)
            throws IOException {
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
        long size = blobs.size(digest)
                .orElseThrow(() -> new SlipwayException.CorruptData(Problem.of("there is no blob " + digest)));
        Descriptor pointer = Descriptor.of("", digest, size);
        byte[] raw = blobs.read(pointer);
        boolean index = kind(pointer, raw) == Kind.INDEX;
        return pointer.withMediaType(index ? Index.parse(raw).descriptor().mediaType() : Manifest.parse(raw).mediaType());
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

    private static void visit(Blobs blobs, Descriptor blob, int depth, SequencedMap<Digest, Descriptor> found)
            throws IOException {
        if (found.containsKey(blob.digest())) return;
        if (found.size() > MAX_REACHABLE || depth > MAX_DEPTH) {
            throw new SlipwayException.CorruptData(Problem.of(blob.digest() + " is part of something absurdly large: more"
                    + " than " + MAX_REACHABLE + " blobs, or indexes within indexes " + MAX_DEPTH + " deep"));
        }
        byte[] raw = couldList(blob) ? blobs.read(blob) : new byte[0];
        switch (kind(blob, raw)) {
            case INDEX -> {
                for (Descriptor member : Index.parse(raw).manifests()) {
                    if (blobs.contains(member.digest())) visit(blobs, member, depth + 1, found);
                }
            }
            case MANIFEST -> {
                Manifest manifest = Manifest.parse(raw);
                manifest.layers().forEach(layer -> found.putIfAbsent(layer.digest(), layer));
                found.putIfAbsent(manifest.config().digest(), manifest.config());
            }
            case OTHER -> {}
        }
        found.put(blob.digest(), blob);
    }

    /// Whether a blob could be a manifest or index. What is too large for that and does not claim to be one is neither.
    private static boolean couldList(Descriptor blob) {
        return known(blob.mediaType()) || blob.size() <= VerifiedInputStream.MAX_SMALL;
    }

    /// What an artifact needs that is not here: configurations and layers, and manifests of an index none of which is here.
    public static List<Descriptor> missing(Blobs blobs, Descriptor artifact) throws IOException {
        if (!blobs.contains(artifact.digest())) return List.of(artifact);
        var missing = new ArrayList<Descriptor>();
        List<Descriptor> reachable = reachable(blobs, artifact);
        reachable.stream().filter(blob -> !blobs.contains(blob.digest())).forEach(missing::add);
        if (reachable.size() == 1 && couldList(artifact)) {
            byte[] raw = blobs.read(artifact);
            if (kind(artifact, raw) == Kind.INDEX) missing.addAll(Index.parse(raw).manifests());
        }
        return List.copyOf(missing);
    }

    /// Refuses to go on with what is not whole.
    ///
    /// @param name what the artifact is called, for the error
    /// @throws SlipwayException.CorruptData when something that the artifact needs is not there
    public static void requireWhole(Blobs from, Descriptor artifact, String name) throws IOException {
        List<Descriptor> missing = Artifacts.missing(from, artifact);
        if (missing.isEmpty()) return;
        String blobs = missing.size() == 1 ? "a blob is missing: " : missing.size() + " blobs are missing, the first is ";
        throw new SlipwayException.CorruptData(Problem.of(name + " is not whole: " + blobs + missing.getFirst().digest()));
    }

    /// Whether what a pointer leads to is an index.
    static boolean isIndex(Descriptor pointer, byte[] raw) {
        return kind(pointer, raw) == Kind.INDEX;
    }

    /// What the bytes of something that a name or an index points to are.
    private enum Kind {
        INDEX,
        MANIFEST,
        OTHER;

        static Kind of(Json.Obj json) {
            if (json.member("manifests").isPresent()) return INDEX;
            return json.member("config").isPresent() ? MANIFEST : OTHER;
        }
    }

    /// Asks the bytes what they are, since a pointer may say nothing of it. Where both say something they must agree: one
    /// and the same blob must not be an index for one reader and an image for another.
    private static Kind kind(Descriptor pointer, byte[] raw) {
        Json.Obj json;
        try {
            json = Json.parseObject(raw);
        } catch (InvalidJson e) {
            if (!known(pointer.mediaType())) return Kind.OTHER;
            throw new SlipwayException.CorruptData(Problem.of(pointer.digest() + " is neither a manifest nor an index: "
                    + e.getMessage()), e);
        }
        Kind kind = Kind.of(json);
        String said = json.string("mediaType").orElse(pointer.mediaType());
        boolean agree = pointer.mediaType().isEmpty() || said.equals(pointer.mediaType());
        boolean honest = switch (kind) {
            case INDEX -> !MediaTypes.isManifest(said);
            case MANIFEST -> !MediaTypes.isIndex(said);
            case OTHER -> !known(said);
        };
        if (kind != Kind.OTHER && !agree || !honest) {
            throw new SlipwayException.CorruptData(Problem.of(pointer.digest() + " is not what it is said to be: "
                    + (agree ? said : pointer.mediaType())));
        }
        return kind;
    }

    private static boolean known(String mediaType) {
        return MediaTypes.isIndex(mediaType) || MediaTypes.isManifest(mediaType);
    }
}
