package slipway.compose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import slipway.compose.ComposeLock.Locked;
import slipway.compose.ComposeLock.LockedPackage;
import slipway.compose.mirror.Downloads;
import slipway.compose.mirror.Fetcher;
import slipway.compose.unpack.Pruning;
import slipway.compose.unpack.RootTree;
import slipway.compose.unpack.Unpacked;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.HistoryEntry;
import slipway.image.Image;
import slipway.image.ImageConfig;
import slipway.image.Layer;
import slipway.image.Manifest;
import slipway.image.MediaTypes;
import slipway.image.Platform;
import slipway.image.RunConfig;
import slipway.image.layer.LayerWriter;

/// Composes base images: resolves, fetches, unpacks, and writes layers. No program of the packages is run.
///
/// There is a layer for the packages of each file that asks for some, so that images that include one file share its layer,
/// and one above them for what the compositions themselves say.
public final class Composer {

    /// Raised with each change to what an image looks like for the same packages.
    private static final int VERSION = 1;

    /// Unfinished work that is older than this is nobody's.
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Composition composition;
    private final ComposeOptions options;
    private final ComposeListener listener;
    private final Architecture architecture;
    private final Downloads downloads;
    private final PackagePlan plan;

    private Composer(Composition composition, ComposeOptions options, ComposeListener listener) {
        this.composition = composition;
        this.options = options;
        this.listener = listener;
        this.architecture = Architecture.of(options.platform());
        this.downloads = new Downloads(options.cache(), new Fetcher(options.supply().environment()));
        this.plan = new PackagePlan(composition, options, architecture, downloads, listener);
    }

    /// An image, all of it in the store, and the lock that reproduces it.
    public record Composed(Image image, ComposeLock lock) {}

    /// Composes the image for the options' platform.
    ///
    /// @throws SlipwayException.BadInput when the composition cannot be met, placed in its file where that is known
    /// @throws SlipwayException.NetworkFailed when a mirror cannot be reached
    /// @throws SlipwayException.CorruptData when what a mirror sends is not what is signed
    public static Composed compose(Composition composition, ComposeOptions options, ComposeListener listener)
            throws IOException {
        return new Composer(composition, options, listener).compose();
    }

    private Composed compose() throws IOException {
        checkPlatform();
        downloads.sweep(options.supply().clock().instant().minus(ABANDONED));
        Optional<Path> file = lockFile();
        Optional<ComposeLock> before = file.isPresent() ? read(file.get()) : Optional.empty();
        Optional<Locked> followed = plan.locked(before);
        Locked locked = followed.isPresent() ? followed.get() : plan.resolve(before);
        Image image = image(locked);
        var result = new ComposeLock.Result(image.descriptor().digest(), options.layers().epoch(), compression());
        LockMode mode = options.locking().mode();
        if (mode == LockMode.LOCKED) checkResult(locked, result);
        Digest selection = composition.selection().digest(composition.origin());
        ComposeLock lock = before.filter(known -> known.selection().equals(selection))
                .orElse(new ComposeLock(selection, new TreeMap<>()))
                .with(options.platform().toString(), locked.with(result));
        boolean writes = mode == LockMode.USE || mode == LockMode.UPDATE;
        if (writes && file.isPresent()) lock.write(file.get());
        return new Composed(image, lock);
    }

    private void checkPlatform() {
        List<Platform> offered = composition.platforms();
        if (offered.isEmpty() || offered.stream().anyMatch(options.platform()::accepts)) return;
        throw new SlipwayException.BadInput(
                Problem.of("the composition " + composition.name() + " is not for " + options.platform())
                        .hint("it is for " + offered.stream().map(Platform::toString).collect(Collectors.joining(", "))));
    }

    private Optional<Path> lockFile() {
        if (options.locking().mode() == LockMode.IGNORE) return Optional.empty();
        return options.locking().file()
                .or(() -> composition.file().map(path -> path.resolveSibling(path.getFileName() + ".lock")));
    }

    /// The lock as it is. One that cannot be read is as good as none when it is to be written anew.
    private Optional<ComposeLock> read(Path file) throws IOException {
        try {
            return ComposeLock.read(file);
        } catch (SlipwayException.BadInput e) {
            if (options.locking().mode() == LockMode.UPDATE) return Optional.empty();
            throw e;
        }
    }

    private String compression() {
        return options.layers().compression().form().name().toLowerCase(Locale.ROOT);
    }

    private static void checkResult(Locked locked, ComposeLock.Result result) {
        Optional<ComposeLock.Result> promised = locked.image()
                .filter(image -> image.epoch() == result.epoch() && image.compression().equals(result.compression()));
        if (promised.isEmpty() || promised.get().equals(result)) return;
        throw new SlipwayException.BadInput(
                Problem.of("the image is " + result.digest() + ", and its lock says " + promised.get().digest())
                .hint("the composition has changed, or another version of Slipway wrote the lock; renew it with --update"));
    }

    /// The image of these packages: the one that was made before, if all of it is still in the store.
    private Image image(Locked locked) throws IOException {
        Path record = options.cache().resolve("images").resolve(key(locked).hex());
        Optional<Image> present = recorded(record);
        if (present.isPresent()) {
            listener.heard(new ComposeEvent.Composed(present.get().descriptor().digest().toString(),
                    ComposeEvent.Composed.How.PRESENT));
            return present.get();
        }
        Image image;
        try (var unpacking = new Unpacking(downloads, listener)) {
            List<Unpacked> contents = unpacking.unpack(locked, plan);
            image = write(locked, tree(locked, contents));
        }
        options.store().put(MediaTypes.OCI_CONFIG, image.rawConfig());
        options.store().put(image.manifest().mediaType(), image.raw());
        Files.createDirectories(record.getParent());
        Path temporary = downloads.temporary();
        Files.writeString(temporary, image.descriptor().digest() + "\n");
        Downloads.move(temporary, record);
        listener.heard(new ComposeEvent.Composed(image.descriptor().digest().toString(), ComposeEvent.Composed.How.MADE));
        return image;
    }

    private Digest key(Locked locked) {
        MessageDigest hash = Digest.sha256Hash();
        var parts = new ArrayList<String>(
                List.of("" + VERSION, "" + options.layers().epoch(), compression(), options.platform().toString()));
        composition.sources().forEach(source -> parts.add(source.text()));
        parts.add(ComposeLock.json(new Locked(locked.suites(), locked.packages(), Optional.empty())).toText());
        parts.forEach(part -> {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            hash.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            hash.update(bytes);
        });
        return Digest.ofSha256(hash);
    }

    private Optional<Image> recorded(Path record) throws IOException {
        if (!Files.isRegularFile(record)) return Optional.empty();
        Digest digest = Digest.parse(Files.readString(record).strip());
        var size = options.store().size(digest);
        if (size.isEmpty()) return Optional.empty();
        byte[] manifest = options.store().read(Descriptor.of(MediaTypes.OCI_MANIFEST, digest, size.getAsLong()));
        Descriptor config = Manifest.parse(manifest).config();
        if (!options.store().contains(config.digest())) return Optional.empty();
        Image image = Image.of(manifest, options.store().read(config));
        boolean whole = image.layers().stream().allMatch(layer -> options.store().contains(layer.descriptor().digest()));
        return whole ? Optional.of(image) : Optional.empty();
    }

    private RootTree tree(Locked locked, List<Unpacked> contents) throws IOException {
        Composition.Selection selection = composition.selection();
        var tree = new RootTree(new Pruning(selection.kept(), filled(selection.prunedPaths()),
                filled(selection.keptPaths())));
        try {
            for (int i = 0; i < contents.size(); i++) tree.place(contents.get(i), locked.packages().get(i).layer());
        } catch (SlipwayException.BadInput e) {
            throw e.in(composition.place());
        }
        int top = locked.packages().stream().mapToInt(LockedPackage::layer).max().orElse(-1) + 1;
        new Furnishing(tree, composition, architecture, top).furnish(locked);
        return tree;
    }

    private Image write(Locked locked, RootTree tree) throws IOException {
        var layers = new ArrayList<Layer>();
        var history = new ArrayList<HistoryEntry>();
        Optional<String> created = Optional.of(Instant.ofEpochSecond(options.layers().epoch()).toString());
        for (int group : tree.groups()) {
            List<String> names = locked.packages().stream().filter(item -> item.layer() == group)
                    .map(item -> item.name() + "=" + item.version()).toList();
            Layer layer = write(tree.layer(group));
            layers.add(layer);
            String what = names.isEmpty()
                    ? "accounts, files and links"
                    : "packages " + String.join(" ", names);
            history.add(new HistoryEntry(created, "slipway compose: " + what, Optional.empty(), Optional.empty(), false));
            listener.heard(new ComposeEvent.LayerWritten(what, layer.descriptor().size()));
        }
        ImageConfig config = ImageConfig.empty(options.platform()).withCreated(created).with(running())
                .withLayers(layers.stream().map(Layer::diffId).toList(), history);
        return Image.of(config, layers);
    }

    private Layer write(List<RootTree.Node> nodes) throws IOException {
        try (LayerWriter writer = LayerWriter.open(options.store(),
                options.layers())) {
            for (RootTree.Node node : nodes) {
                if (node.content().isPresent()) writer.add(node.entry(), node.content().get());
                else writer.add(node.entry());
            }
            return writer.finish().layer();
        }
    }

    private RunConfig running() {
        Composition.Running running = composition.running();
        RunConfig empty = RunConfig.empty();
        List<String> env = running.env().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + architecture.fill(entry.getValue())).toList();
        return new RunConfig(running.user().orElse(""), empty.exposedPorts(), env, running.entrypoint().map(this::filled),
                running.command().map(this::filled), empty.volumes(), running.workingDirectory().orElse(""),
                        running.labels(),
                empty.stopSignal(), empty.healthProbe(), empty.onBuild(), empty.shell(), false, empty.other());
    }

    private List<String> filled(List<String> words) {
        return words.stream().map(architecture::fill).toList();
    }
}
