package slipway.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Artifact;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.Index;
import slipway.image.Manifest;
import slipway.image.MediaTypes;
import slipway.image.Reference;
import slipway.image.Store;
import slipway.image.TransferListener;
import slipway.image.TransferListener.Direction;
import slipway.registry.api.Blobs;
import slipway.registry.api.Intent;
import slipway.registry.api.Manifests;
import slipway.registry.api.Session;
import slipway.registry.api.Uploads;
import slipway.registry.transport.Body;

/// Writes one artifact to a registry: its blobs, then the manifests that list them, then the index that lists those. So
/// nothing in the registry ever lists what is not there.
final class Push {

    private static final int DEEPEST = 4;

    private final RemoteImages images;
    private final Registries registries;
    private final Reference reference;
    private final Store store;
    private final Origins origins;
    private final TransferListener listener;
    private final Session session;
    private final Map<Digest, byte[]> atHand = new LinkedHashMap<>();

    Push(RemoteImages images, Registries registries, Reference reference, Store store, Origins origins,
            TransferListener listener) {
        this.images = images;
        this.registries = registries;
        this.reference = reference;
        this.store = store;
        this.origins = origins;
        this.listener = listener;
        this.session = registries.origin(reference.registry());
    }

    /// A manifest or index to be stored, with the blobs it needs.
    private record Piece(Descriptor descriptor, byte[] raw, List<Descriptor> blobs) {}

    void write(Artifact artifact) throws IOException {
        Digest digest = artifact.descriptor().digest();
        if (reference.digest().filter(wanted -> !wanted.equals(digest)).isPresent()) {
            throw new SlipwayException.BadInput(Problem.of("cannot push " + digest + " as " + reference.familiar())
                    .hint("leave the digest out of the name, or push to the one it is"));
        }
        if (artifact instanceof Image image) atHand.put(image.id(), image.rawConfig());
        var pieces = new ArrayList<Piece>();
        collect(artifact.descriptor(), artifact.raw(), 0, pieces);
        var blobs = new LinkedHashMap<Digest, Descriptor>();
        pieces.forEach(piece -> piece.blobs.forEach(blob -> blobs.putIfAbsent(blob.digest(), blob)));
        Parallel.each(blobs.values(), registries.lanes(reference.registry()), this::blob);
        for (Piece piece : pieces.subList(0, pieces.size() - 1)) store(piece, reference.with(piece.descriptor.digest()));
        Reference top = reference.tag().map(reference::withTag).orElse(reference.with(digest));
        store(pieces.getLast(), top);
    }

    private void store(Piece piece, Reference as) throws IOException {
        images.put(as, piece.descriptor.mediaType(), piece.raw);
    }

    /// What is to be stored for a manifest, children first, itself last. What the registry has is left out with all it
    /// lists; itself is not, since its name may be new.
    private void collect(Descriptor descriptor, byte[] raw, int depth, List<Piece> into) throws IOException {
        if (depth > DEEPEST) {
            throw new SlipwayException.BadInput(
                    Problem.of("cannot push " + reference.familiar() + ": indexes list indexes without end"));
        }
        boolean known = new Manifests(session, Intent.PUSH).head(reference.repository(), descriptor.digest().toString())
                .isPresent();
        if (!MediaTypes.isIndex(descriptor.mediaType())) {
            List<Descriptor> blobs = blobs(Manifest.parse(raw));
            if (known) blobs.forEach(blob -> listener.present(Direction.PUSH, blob));
            if (!known || depth == 0) into.add(new Piece(descriptor, raw, known ? List.of() : blobs));
            return;
        }
        if (!known) {
            for (Descriptor child : Index.parse(raw).manifests()) {
                Optional<byte[]> bytes = manifest(child);
                if (bytes.isPresent()) collect(child, bytes.get(), depth + 1, into);
            }
        }
        if (!known || depth == 0) into.add(new Piece(descriptor, raw, List.of()));
    }

    private static List<Descriptor> blobs(Manifest manifest) {
        var blobs = new ArrayList<>(manifest.layers());
        blobs.add(manifest.config());
        return blobs;
    }

    /// The bytes of a listed manifest; absent when we lack them and the registry does not need them.
    private Optional<byte[]> manifest(Descriptor child) throws IOException {
        if (store.contains(child.digest())) {
            if (child.size() > Manifests.LARGEST) {
                throw new SlipwayException.CorruptData(Problem.of("manifest " + child.digest() + " has more than 4 MiB"));
            }
            return Optional.of(store.read(child));
        }
        if (new Manifests(session, Intent.PUSH).head(reference.repository(), child.digest().toString()).isPresent()) {
            return Optional.empty();
        }
        Optional<Reference> origin = origins.of(child.digest());
        if (origin.isPresent()) {
            Optional<RemoteImages.RawManifest> found = images.manifest(origin.get().with(child.digest()));
            if (found.isPresent()) return Optional.of(found.get().bytes());
        }
        String platform = child.platform().map(name -> " (" + name + ")").orElse("");
        throw new SlipwayException.BadInput(
                Problem.of("cannot push " + reference.familiar() + ": manifest " + child.digest() + platform
                + " of the index is not here").hint("pull all platforms first, or push one image of it"));
    }

    private void blob(Descriptor blob) throws IOException {
        String repository = reference.repository();
        if (new Blobs(session, Intent.PUSH).has(repository, blob.digest())) {
            listener.present(Direction.PUSH, blob);
            return;
        }
        var uploads = new Uploads(session);
        Optional<Reference> origin = origins.of(blob.digest());
        boolean near = origin.filter(from -> from.registry().equals(reference.registry())
                && !from.repository().equals(repository)).isPresent();
        if (near && uploads.mount(repository, blob, origin.get().repository())) {
            listener.present(Direction.PUSH, blob);
            return;
        }
        byte[] bytes = atHand.get(blob.digest());
        boolean here = bytes != null || store.contains(blob.digest());
        if (!here && isForeign(blob)) return;
        if (!here) bring(blob, origin);
        Body.Opener opener = bytes != null ? () -> new ByteArrayInputStream(bytes) : () -> store.open(blob);
        uploads.push(repository, blob, opener, moved -> listener.moved(Direction.PUSH, blob, moved));
        if (blob.size() == 0) listener.moved(Direction.PUSH, blob, 0);
    }

    private void bring(Descriptor blob, Optional<Reference> origin) throws IOException {
        Reference from = origin.orElseThrow(() ->
                new SlipwayException.BadInput(Problem.of("cannot push " + reference.familiar()
                + ": blob " + blob.digest() + " is not here").hint("pull the image first")));
        // No lane of the other registry is taken: whoever holds one here might wait for it for ever.
        new Pull(registries, from, store, listener).one(blob);
    }

    /// Layers that their owner allows nobody to pass on are named in a manifest, but need not be in the registry.
    private static boolean isForeign(Descriptor blob) {
        return blob.mediaType().contains(".foreign.") || blob.mediaType().contains(".nondistributable.");
    }
}
