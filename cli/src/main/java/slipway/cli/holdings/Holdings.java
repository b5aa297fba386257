package slipway.cli.holdings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Suggestion;
import slipway.image.Artifact;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.Index;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.store.Artifacts;
import slipway.image.store.DirectoryStore;
import slipway.image.store.StoreImages;

/// Everything of the store that has a name.
public final class Holdings {

    /// No manifest is larger, so larger blobs without a name are not looked into.
    private static final long LARGEST_MANIFEST = 4 << 20;

    private final DirectoryStore store;
    private final SequencedMap<Reference, Descriptor> names;

    private Holdings(DirectoryStore store, SequencedMap<Reference, Descriptor> names) {
        this.store = store;
        this.names = names;
    }

    public static Holdings of(DirectoryStore store) throws IOException {
        return new Holdings(store, store.names());
    }

    /// All names, in the order they were given.
    public List<Reference> names() {
        return List.copyOf(names.keySet());
    }

    /// All named artifacts, the newest first; those of one age by name.
    public List<Holding> all() throws IOException {
        Map<Digest, List<Reference>> byDigest = new LinkedHashMap<>();
        names.forEach((name, descriptor) -> byDigest.computeIfAbsent(descriptor.digest(), _ -> new ArrayList<>()).add(name));
        var all = new ArrayList<Holding>();
        for (List<Reference> group : byDigest.values()) all.add(load(names.get(group.getFirst()), group));
        return sorted(all);
    }

    /// Images that are here and have no name: what a build or a pull has taken the name of. They are gone with the next
    /// collection.
    public List<Holding> nameless() throws IOException {
        var found = new ArrayList<Holding>();
        for (Digest digest : store.unreferenced(List.of())) {
            OptionalLong size = store.size(digest);
            if (size.isEmpty() || size.getAsLong() > LARGEST_MANIFEST) continue;
            try {
                found.add(load(Artifacts.describe(store, digest), List.of()));
            } catch (SlipwayException.CorruptData e) {
                // No manifest and no index, or not whole: no image.
                continue;
            }
        }
        return sorted(found);
    }

    private static List<Holding> sorted(List<Holding> holdings) {
        return holdings.stream()
                .sorted(Comparator.comparing((Holding holding) -> holding.created().map(java.time.Instant::getEpochSecond)
                        .orElse(0L)).reversed()
                        .thenComparing(holding -> holding.names().stream().findFirst().map(Reference::toString).orElse("~"))
                        .thenComparing(holding -> holding.descriptor().digest()))
                .toList();
    }

    /// The one that a word means: a name, or at least four digits of an image ID or a manifest's digest.
    ///
    /// @throws SlipwayException.BadInput when there is none, or more than one
    public Holding find(String word) throws IOException {
        return lookUp(word).orElseThrow(() -> missing(word));
    }

    /// The one that a word means, if there is one.
    public Optional<Holding> lookUp(String word) throws IOException {
        Optional<Descriptor> named = named(word);
        if (named.isPresent()) return Optional.of(load(named.get(), namesOf(named.get())));
        String hex = word.startsWith("sha256:") ? word.substring("sha256:".length()) : word;
        if (!hex.matches("[0-9a-f]{4,64}")) return Optional.empty();
        var meant = new ArrayList<>(all().stream().filter(holding -> holding.isMeantBy(hex)).toList());
        if (meant.isEmpty()) meant.addAll(nameless().stream().filter(holding -> holding.isMeantBy(hex)).toList());
        if (meant.stream().map(Holding::id).distinct().count() > 1) {
            throw new SlipwayException.BadInput(Problem.of("more than one image begins with " + word)
                    .hint("give more digits"));
        }
        return meant.stream().findFirst();
    }

    /// Whether a word is a name of the store, and not an ID.
    public boolean isName(String word) {
        return named(word).isPresent();
    }

    private Optional<Descriptor> named(String word) {
        try {
            return StoreImages.find(names, Reference.parse(word));
        } catch (SlipwayException.BadInput e) {
            if (word.matches("(sha256:)?[0-9a-f]{4,64}")) return Optional.empty(); // No name; it may be an ID.
            throw e;
        }
    }

    private List<Reference> namesOf(Descriptor descriptor) {
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().digest().equals(descriptor.digest()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Holding load(Descriptor descriptor, List<Reference> called) throws IOException {
        Artifact artifact = Artifacts.load(store, descriptor);
        long size = 0;
        for (Descriptor blob : Artifacts.reachable(store, descriptor)) size += store.size(blob.digest()).orElse(0);
        return new Holding(called.stream().sorted().toList(), descriptor, artifact, shown(artifact), size);
    }

    private Optional<Image> shown(Artifact artifact) throws IOException {
        return switch (artifact) {
            case Image image -> Optional.of(image);
            case Index index -> {
                Optional<Descriptor> local = index.select(Platform.local());
                if (local.isPresent() && store.contains(local.get().digest())) yield image(local.get());
                for (Descriptor manifest : index.manifests()) {
                    boolean isImage = manifest.platform().filter(platform -> !platform.os().equals("unknown")).isPresent();
                    if (isImage && store.contains(manifest.digest())) yield image(manifest);
                }
                yield Optional.empty();
            }
        };
    }

    private Optional<Image> image(Descriptor manifest) throws IOException {
        return Artifacts.load(store, manifest) instanceof Image image ? Optional.of(image) : Optional.empty();
    }

    private SlipwayException.BadInput missing(String word) {
        List<String> known = names.keySet().stream().map(Reference::familiar).toList();
        Problem problem = Problem.of("there is no image " + word + " in the store");
        return new SlipwayException.BadInput(problem.hint(Suggestion.didYouMean(word, known)
                .or(() -> tagOf(word))
                .orElse("slipway images lists what is there; slipway pull fetches it from a registry")));
    }

    private Optional<String> tagOf(String word) {
        return names.keySet().stream().filter(name -> name.familiarName().equals(word)).findFirst()
                .map(name -> "did you mean " + name.familiar() + "?");
    }
}
