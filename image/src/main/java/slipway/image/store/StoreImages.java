package slipway.image.store;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.image.Artifact;
import slipway.image.Descriptor;
import slipway.image.Image;
import slipway.image.ImageSink;
import slipway.image.ImageSource;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.Store;
import slipway.image.TransferListener;
import slipway.image.TransferListener.Direction;

/// The images of a store, by name: taken from it and put there.
public final class StoreImages implements ImageSource, ImageSink {

    private final Store store;

    public StoreImages(Store store) {
        this.store = store;
    }

    /// What a reference finds among names: without a digest the same name; with one, whatever has that digest and is named
    /// in that repository.
    public static Optional<Descriptor> find(Map<Reference, Descriptor> names, Reference wanted) {
        if (wanted.digest().isEmpty()) return Optional.ofNullable(names.get(wanted));
        return names.entrySet().stream()
                .filter(named -> named.getKey().name().equals(wanted.name()))
                .map(Map.Entry::getValue)
                .filter(descriptor -> descriptor.digest().equals(wanted.digest().get()))
                .findFirst();
    }

    /// What a reference points to. One with a digest is found without a name too, since the digest says it all.
    private Optional<Descriptor> locate(Reference reference) throws IOException {
        Optional<Descriptor> named = store.resolve(reference);
        if (named.isPresent() || reference.digest().isEmpty()) return named;
        if (!store.contains(reference.digest().get())) return Optional.empty();
        return Optional.of(Artifacts.describe(store, reference.digest().get()));
    }

    @Override
    public Optional<Artifact> resolve(Reference reference) throws IOException {
        Optional<Descriptor> found = locate(reference);
        return found.isPresent() ? Optional.of(Artifacts.load(store, found.get())) : Optional.empty();
    }

    @Override
    public Optional<Image> resolve(Reference reference, Platform platform) throws IOException {
        Optional<Descriptor> found = locate(reference);
        return found.isPresent() ? Artifacts.image(store, found.get(), platform, reference.familiar()) : Optional.empty();
    }

    @Override
    public void fetch(Reference reference, List<Descriptor> blobs, Store into, TransferListener listener)
            throws IOException {
        Artifacts.copy(store, blobs, into, Direction.PULL, listener);
    }

    @Override
    public void write(Artifact artifact, Reference reference, Store from, TransferListener listener) throws IOException {
        Artifacts.requireWhole(from, artifact.descriptor(), reference.familiar());
        Artifacts.copy(from, Artifacts.reachable(from, artifact.descriptor()), store, Direction.PUSH, listener);
        store.name(reference, artifact.descriptor());
    }
}
