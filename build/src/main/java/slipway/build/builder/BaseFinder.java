package slipway.build.builder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import slipway.build.BuildRequest;
import slipway.build.Progress;
import slipway.build.operation.BaseLayers;
import slipway.build.plan.BaseImages;
import slipway.build.plan.Vertex;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.ImageSource;
import slipway.image.Index;
import slipway.image.Layer;
import slipway.image.MediaTypes;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.Store;
import slipway.image.TransferListener;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;
import slipway.image.store.Artifacts;

/// Finds the images a Dockerfile starts from: in the store under their name, by what an earlier build learned of a
/// registry, or in the registry, as the pull policy says. Each is looked up once in a build.
final class BaseFinder implements BaseImages, BaseLayers {

    private final Store store;
    private final Path learned;
    private final ImageSource registry;
    private final Map<Wanted, Image> found = new ConcurrentHashMap<>();
    private final BuildProgress shown;
    private final Progress progress;
    private final Map<MadeFor, Image> made = new ConcurrentHashMap<>();
    private final Map<Digest, Image> byDigest = new ConcurrentHashMap<>();

    private record MadeFor(String context, Platform platform) {}

    private record Wanted(Reference reference, Platform platform, BuildRequest.PullPolicy pull) {}

    /// @param learned a directory for what registries said; made when needed
    BaseFinder(Store store, Path learned, ImageSource registry, BuildProgress shown, Progress progress) {
        this.store = store;
        this.learned = learned;
        this.registry = registry;
        this.shown = shown;
        this.progress = progress;
    }

    @Override
    public Image find(Reference reference, Platform platform, BuildRequest.PullPolicy pull) throws IOException {
        try {
            return found.computeIfAbsent(new Wanted(reference, platform, pull), wanted -> {
                try {
                    Image image = lookUp(wanted);
                    byDigest.put(image.descriptor().digest(), image);
                    return image;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public Image make(BuildRequest.NamedContext.Made context, Platform platform) throws IOException {
        try {
            return made.computeIfAbsent(new MadeFor(context.name(), platform), _ -> {
                Image image = makeShown(context, platform);
                byDigest.put(image.descriptor().digest(), image);
                return image;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Image makeShown(BuildRequest.NamedContext.Made context, Platform platform) {
        try {
            return shown.show(context.name(), step -> context.maker().make(platform, line -> {
                byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
                progress.output(step, Progress.Channel.OUT, bytes, bytes.length);
            }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SlipwayException.Interrupted();
        }
    }

    private Image lookUp(Wanted wanted) throws IOException {
        boolean asksFirst = wanted.pull == BuildRequest.PullPolicy.ALWAYS || wanted.pull == BuildRequest.PullPolicy.NEWER;
        if (!asksFirst || wanted.reference.digest().isPresent()) {
            Optional<Image> local = local(wanted);
            if (local.isPresent()) return local.get();
        }
        if (!asksFirst) refuseOtherPlatforms(wanted);
        if (wanted.pull == BuildRequest.PullPolicy.NEVER) {
            throw new SlipwayException.BadInput(Problem.of("the image " + wanted.reference.familiar()
                    + " is not in the store, and --pull=never says not to fetch it")
                    .hint("slipway pull " + wanted.reference.familiar()));
        }
        try {
            return ask(wanted);
        } catch (SlipwayException.NetworkFailed e) {
            Optional<Image> local = wanted.pull == BuildRequest.PullPolicy.NEWER ? local(wanted) : Optional.empty();
            if (local.isEmpty()) throw e;
            progress.warning(Problem.of("it is not known whether there is a newer " + wanted.reference.familiar() + ": "
                    + e.problem().message()).hint("the one in the store is used"));
            return local.get();
        }
    }

    private Optional<Image> local(Wanted wanted) throws IOException {
        return inStore(wanted).or(() -> learnedBefore(wanted));
    }

    private Image ask(Wanted wanted) throws IOException {
        Image image = registry.resolve(wanted.reference, wanted.platform).orElseThrow(() -> new SlipwayException.BadInput(
                Problem.of("the image " + wanted.reference.familiar() + " was not found")
                        .hint("is the name right, and are you logged in to " + wanted.reference.registry() + "?")));
        store.put(image.descriptor().mediaType(), image.raw());
        store.put(image.manifest().config().mediaType(), image.rawConfig());
        learn(wanted, image);
        return image;
    }

    private Optional<Image> inStore(Wanted wanted) throws IOException {
        Optional<Descriptor> named = store.resolve(wanted.reference).or(() -> wanted.reference.digest()
                .flatMap(digest -> store.size(digest).stream().mapToObj(size -> Descriptor.of("", digest, size))
                        .findFirst()));
        return named.isEmpty() ? Optional.empty() : load(named.get(), wanted);
    }

    /// An index of the store that has no image for the platform has the last word, as its name may not be known elsewhere.
    private void refuseOtherPlatforms(Wanted wanted) throws IOException {
        Optional<Descriptor> named = store.resolve(wanted.reference);
        if (named.isPresent() && store.contains(named.get().digest())) {
            Artifacts.image(store, named.get(), wanted.platform, wanted.reference.familiar());
        }
    }

    /// The image behind a manifest or index of the store; nothing if a part of it is missing or it is not for the platform.
    private Optional<Image> load(Descriptor descriptor, Wanted wanted) throws IOException {
        if (!store.contains(descriptor.digest())) return Optional.empty();
        byte[] raw = store.read(descriptor);
        if (MediaTypes.isIndex(descriptor.mediaType()) || Json.parseObject(raw).member("manifests").isPresent()) {
            Optional<Descriptor> selected = Index.parse(raw).select(wanted.platform);
            return selected.isEmpty() ? Optional.empty() : load(selected.get(), wanted);
        }
        Descriptor config = slipway.image.Manifest.parse(raw).config();
        if (!store.contains(config.digest())) return Optional.empty();
        return Optional.of(Image.of(raw, store.read(config)));
    }

    private Optional<Image> learnedBefore(Wanted wanted) {
        try {
            Json.Obj json = Json.parseObject(Files.readAllBytes(file(wanted)));
            return load(Descriptor.fromJson(json.object("manifest")), wanted);
        } catch (NoSuchFileException | InvalidJson | SlipwayException.CorruptData e) {
            return Optional.empty(); // What cannot be read was not learned.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void learn(Wanted wanted, Image image) throws IOException {
        Files.createDirectories(learned);
        Path temporary = Files.createTempFile(learned, ".new", "");
        try {
            Files.write(temporary, Json.object()
                    .put("reference", wanted.reference.toString())
                    .put("platform", wanted.platform.toString())
                    .put("manifest", image.descriptor().toJson())
                    .build().toBytes());
            Files.move(temporary, file(wanted), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private Path file(Wanted wanted) {
        return learned.resolve(Digest.ofUtf8(wanted.reference + " " + wanted.platform).hex() + ".json");
    }

    /// Under which names the layers of the bases were found.
    Map<Digest, Reference> origins() {
        var origins = new HashMap<Digest, Reference>();
        found.forEach((wanted, image) ->
                image.layers().forEach(layer -> origins.put(layer.descriptor().digest(), wanted.reference)));
        return origins;
    }

    @Override
    public Image image(Vertex.Base base) {
        return Optional.ofNullable(byDigest.get(base.manifest()))
                .orElseThrow(() -> new IllegalStateException("planned but not found: " + base));
    }

    /// How much of a base the store does not have.
    long missingBytes(Vertex.Base base) {
        return missing(image(base).layers()).stream().mapToLong(Descriptor::size).sum();
    }

    private List<Descriptor> missing(List<Layer> layers) {
        return layers.stream().map(Layer::descriptor).filter(blob -> !store.contains(blob.digest())).distinct().toList();
    }

    @Override
    public void fetch(Vertex.Base base, List<Layer> layers, TransferListener listener) throws IOException {
        List<Descriptor> missing = missing(layers);
        if (!missing.isEmpty()) registry.fetch(base.reference().with(base.manifest()), missing, store, listener);
    }
}
