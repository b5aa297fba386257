package slipway.registry;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Suggestion;
import slipway.image.Artifact;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.ImageSink;
import slipway.image.ImageSource;
import slipway.image.Index;
import slipway.image.Manifest;
import slipway.image.MediaTypes;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.Store;
import slipway.image.TransferListener;
import slipway.image.store.VerifiedInputStream;
import slipway.registry.api.Blobs;
import slipway.registry.api.Manifests;
import slipway.registry.api.Manifests.SubjectKept;
import slipway.registry.api.Referrers;
import slipway.registry.api.Tags;
import slipway.registry.auth.Credentials;

/// The images of all registries.
///
/// Making one costs nothing: the network is first touched by the first question. Reading asks a registry's mirrors before
/// itself; writing and deleting ask the registry alone. Every byte is checked against its digest before it is given out or
/// kept. Safe for several threads.
///
/// What fails is [SlipwayException.NetworkFailed] when registry or network are to blame, and
/// [SlipwayException.CorruptData] when bytes are not what was promised.
public final class RemoteImages implements ImageSource, ImageSink, AutoCloseable {

    /// What no configuration may exceed.
    private static final int LARGEST_CONFIG = 8 << 20;

    /// Indexes list indexes only so deep.
    private static final int DEEPEST = 4;

    private final Registries registries;

    public RemoteImages(RegistryConfiguration configuration, Credentials credentials) {
        this.registries = new Registries(configuration, credentials);
    }

    /// A manifest of any kind, as it was received: signatures, bills of materials and other artifacts too.
    public record RawManifest(Descriptor descriptor, byte[] bytes) {}

    @Override
    public Optional<Artifact> resolve(Reference reference) throws IOException {
        Optional<RawManifest> found = manifest(reference);
        if (found.isEmpty()) return Optional.empty();
        RawManifest raw = found.get();
        return Optional.of(MediaTypes.isIndex(raw.descriptor().mediaType()) ? Index.parse(raw.bytes())
                : image(reference, raw));
    }

    @Override
    public Optional<Image> resolve(Reference reference, Platform platform) throws IOException {
        Optional<RawManifest> found = manifest(reference);
        for (int depth = 0; found.isPresent() && MediaTypes.isIndex(found.get().descriptor().mediaType()); depth++) {
            Index index = Index.parse(found.get().bytes());
            Descriptor child = index.select(platform).orElseThrow(() -> lacks(reference, index, platform));
            if (depth == DEEPEST) throw corrupt(reference, "its indexes list indexes without end");
            found = manifest(reference.with(child.digest()));
            if (found.isEmpty()) {
                throw corrupt(reference, "its index lists " + child.digest() + ", which the registry does not have");
            }
            if (found.get().bytes().length != child.size()) {
                throw corrupt(reference,
                        "its index says that " + child.digest() + " has " + child.size() + " bytes; it has "
                        + found.get().bytes().length);
            }
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(image(reference, found.get()));
    }

    /// The manifest or index that a name points to, whatever it describes.
    ///
    /// @return absent when the registry does not have it
    public Optional<RawManifest> manifest(Reference reference) throws IOException {
        return registries.read(reference.registry(), session -> new Manifests(session)
                .get(reference.repository(), reference.tagOrDigest())
                .map(received -> new RawManifest(received.descriptor(), received.bytes())));
    }

    /// What a name points to, without fetching it. Registries do not count this against their limits.
    ///
    /// @return absent when the registry does not have it
    public Optional<Descriptor> describe(Reference reference) throws IOException {
        return registries.read(reference.registry(),
                session -> new Manifests(session).head(reference.repository(), reference.tagOrDigest()));
    }

    private Image image(Reference reference, RawManifest raw) throws IOException {
        Descriptor config = Manifest.parse(raw.bytes()).config();
        byte[] bytes = registries.read(reference.registry(), session ->
                Optional.of(new Blobs(session).read(reference.repository(), config, LARGEST_CONFIG))).orElseThrow();
        return Image.of(raw.bytes(), bytes);
    }

    @Override
    public void fetch(Reference reference, List<Descriptor> blobs, Store store, TransferListener listener)
            throws IOException {
        new Pull(registries, reference, store, listener).fetch(blobs);
    }

    /// A blob, streamed without being kept. It goes on where it stopped when the connection breaks, and its bytes are
    /// verified when the last of them has been read.
    public InputStream open(Reference reference, Descriptor blob) throws IOException {
        return registries.read(reference.registry(), session -> {
            InputStream bytes = new VerifiedInputStream(new Blobs(session).open(reference.repository(), blob, 0), blob);
            return Optional.of(bytes);
        }).orElseThrow();
    }

    @Override
    public void write(Artifact artifact, Reference reference, Store store, TransferListener listener) throws IOException {
        write(artifact, reference, store, Origins.unknown(), listener);
    }

    @Override
    public void write(Artifact artifact, Reference reference, Store store, Map<Digest, Reference> origins,
            TransferListener listener) throws IOException {
        write(artifact, reference, store, Origins.of(origins), listener);
    }

    /// Writes an artifact as [#write(Artifact, Reference, Store, TransferListener)] does. Blobs whose origin is in the same
    /// registry are taken over from there, without being in `store`; those from another registry that are not in `store`
    /// are fetched into it first.
    public void write(Artifact artifact, Reference reference, Store store, Origins origins, TransferListener listener)
            throws IOException {
        new Push(this, registries, reference, store, origins, listener).write(artifact);
    }

    /// Stores one manifest, of which all blobs are there already. When it has a subject and the registry does not keep track
    /// of that, the tag that stands in for the list of referrers is updated.
    public Descriptor put(Reference reference, String mediaType, byte[] bytes) throws IOException {
        var session = registries.origin(reference.registry());
        Descriptor descriptor = Descriptor.of(mediaType, bytes);
        SubjectKept kept = new Manifests(session).put(reference.repository(), reference.tagOrDigest(), mediaType, bytes);
        if (kept == SubjectKept.BY_REGISTRY || MediaTypes.isIndex(mediaType)) return descriptor;
        Optional<Descriptor> subject = Manifest.parse(bytes).subject();
        if (subject.isPresent()) new Referrers(session).add(reference.repository(), subject.get().digest(), descriptor);
        return descriptor;
    }

    /// The manifests that have the named one as their subject.
    ///
    /// @param artifactType what kind is wanted, or empty for all
    public List<Descriptor> referrers(Reference reference, Digest subject, String artifactType) throws IOException {
        return new Referrers(registries.origin(reference.registry())).list(reference.repository(), subject, artifactType);
    }

    /// The tags of a repository, sorted.
    ///
    /// @return absent when the registry has no such repository
    public Optional<List<String>> tags(Reference reference) throws IOException {
        return registries.read(reference.registry(), session -> new Tags(session).list(reference.repository()));
    }

    /// Deletes what the reference names: with a digest the manifest and all its tags, else the tag, where a registry allows
    /// to delete one.
    ///
    /// @return whether there was something to delete
    public boolean delete(Reference reference) throws IOException {
        return new Manifests(registries.origin(reference.registry()))
                .delete(reference.repository(), reference.tagOrDigest());
    }

    /// Whether a registry is there and takes our credentials.
    ///
    /// @throws SlipwayException.NetworkFailed when it is not or does not
    public void ping(String registry) throws IOException {
        registries.origin(registry).ping();
    }

    /// The error for a name that was not found. Asks the registry for the repository's tags, to say which may have been
    /// meant.
    public SlipwayException missing(Reference reference) throws IOException {
        Problem problem = Problem.of(reference.familiar() + " does not exist");
        Optional<List<String>> tags;
        try {
            tags = registries.read(reference.registry(), session -> new Tags(session).some(reference.repository()));
        } catch (SlipwayException.NetworkFailed unknown) {
            return new SlipwayException.BadInput(problem);
        }
        if (tags.isEmpty() || tags.get().isEmpty()) {
            return new SlipwayException.BadInput(
                    problem.hint(reference.registry() + " has no repository " + reference.repository()
                    + ", or shows it to nobody who is not logged in"));
        }
        List<String> known = tags.get();
        String wanted = reference.tag().orElse("");
        String hint = Suggestion.didYouMean(wanted, known).orElseGet(() -> "its tags include "
                + known.stream().limit(8).collect(Collectors.joining(", ")));
        return new SlipwayException.BadInput(problem.hint(hint));
    }

    private static SlipwayException lacks(Reference reference, Index index, Platform platform) {
        String has = index.manifests().stream()
                .flatMap(manifest -> manifest.platform().stream())
                .filter(known -> !known.os().equals("unknown"))
                .map(Platform::toString)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return new SlipwayException.BadInput(Problem.of(reference.familiar() + " has no image for " + platform)
                .hint(has.isEmpty() ? "it lists no image with a platform" : "it has images for " + has));
    }

    private static SlipwayException corrupt(Reference reference, String why) {
        return new SlipwayException.CorruptData(Problem.of("cannot use " + reference.familiar() + ": " + why));
    }

    /// Breaks off what is still under way.
    @Override
    public void close() {
        registries.close();
    }
}
