package slipway.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.cli.Call;
import slipway.cli.progress.Transfers;
import slipway.cli.spec.Candidates;
import slipway.cli.spec.Operands;
import slipway.cli.spec.Option;
import slipway.cli.spec.Page;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Artifact;
import slipway.image.Descriptor;
import slipway.image.Image;
import slipway.image.Index;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.store.DirectoryStore;
import slipway.registry.RemoteImages;

/// `slipway pull`: from a registry into the store.
final class PullCommand implements Command {
    private static final Option PLATFORM =
            Option.values("--platform PLATFORM", "Which images of several, as linux/arm64; separated by commas");
    private static final Option QUIET = Option.flag("-q, --quiet", "Print the full name only");
    private static final Option ALL_TAGS = Option.flag("-a, --all-tags", "Fetch all tags of the repository");

    @Override
    public String name() {
        return "pull";
    }

    @Override
    public Section section() {
        return Section.REGISTRY;
    }

    @Override
    public String summary() {
        return "Fetch images from a registry into the store";
    }

    @Override
    public Page page() {
        return Page.of(name(), summary(), Operands.atLeast(1, "NAME[:TAG|@DIGEST]...", Candidates.IMAGES), """
                Fetches what the store does not have. Of a name for several platforms the image for this machine is
                fetched, or those that --platform names; the name points to the index, as in the registry. Every byte is
                checked against its digest. A download that broke off goes on where it stopped.

                A name without a registry means docker.io, without a tag latest. Logins are those of slipway login and
                docker login.""")
                .options("Options", ALL_TAGS, PLATFORM, QUIET, Remote.CONFIGURATION)
                .example("slipway pull alpine:3.20", "Fetch an image")
                .example("slipway pull --platform linux/amd64,linux/arm64 alpine", "Fetch it for two platforms")
                .exit(5, "the registry or the network failed")
                .exit(6, "what came is not what its digest says")
                .see("push", "images", "login");
    }

    @Override
    public int run(Call call) throws IOException {
        List<Platform> platforms = Remote.platforms(call.arguments().values(PLATFORM));
        try (DirectoryStore store = call.openStore(); RemoteImages remote = Remote.images(call)) {
            for (String word : call.arguments().operands()) {
                for (Reference reference : references(call, remote, word)) pull(call, store, remote, reference, platforms);
            }
        }
        return 0;
    }

    private static List<Reference> references(Call call, RemoteImages remote, String word) throws IOException {
        Reference reference = Reference.parse(word);
        if (!call.arguments().has(ALL_TAGS)) return List.of(reference);
        if (reference.digest().isPresent() || reference.tag().filter(tag -> word.endsWith(":" + tag)).isPresent()) {
            throw new SlipwayException.Usage(Problem.of("--all-tags goes with a name without a tag: "
                    + reference.familiarName()));
        }
        List<String> tags = remote.tags(reference).orElseThrow(() -> new SlipwayException.NetworkFailed(
                Problem.of("there is no repository " + reference.familiarName() + " in " + reference.registry())));
        return tags.stream().map(reference::withTag).toList();
    }

    private static void pull(Call call, DirectoryStore store, RemoteImages remote, Reference reference,
            List<Platform> platforms)
            throws IOException {
        boolean quiet = call.arguments().has(QUIET);
        if (!quiet) call.print(reference.tagOrDigest() + ": Pulling from " + shortRepository(reference));
        call.console().out().flush();
        Optional<Descriptor> before = store.resolve(reference);
        Optional<Artifact> found = remote.resolve(reference);
        if (found.isEmpty()) throw remote.missing(reference);
        Artifact artifact = found.get();
        boolean fetched = false;
        try (var transfers = Transfers.begin(Remote.view(call, "Pulling"), "pull " + reference.familiar())) {
            for (Image image : images(remote, reference, artifact, platforms)) {
                fetched |= fetch(store, remote, reference, image, transfers);
            }
            transfers.complete();
        }
        store.put(artifact.descriptor().mediaType(), artifact.raw());
        store.name(reference, artifact.descriptor());
        boolean same = !fetched && before.filter(old -> old.digest().equals(artifact.descriptor().digest())).isPresent();
        if (!quiet) {
            call.print("Digest: " + artifact.descriptor().digest());
            call.print("Status: " + (same ? "Image is up to date for " : "Downloaded newer image for ")
                    + reference.familiar());
        }
        call.print(reference.toString());
    }

    private static String shortRepository(Reference reference) {
        return reference.registry().equals("docker.io") ? reference.repository() : reference.name();
    }

    private static List<Image> images(RemoteImages remote, Reference reference, Artifact artifact, List<Platform> platforms)
            throws IOException {
        return switch (artifact) {
            case Image image -> List.of(image);
            case Index index -> {
                var images = new ArrayList<Image>();
                Reference exactly = reference.with(index.descriptor().digest());
                for (Platform platform : platforms) {
                    Optional<Image> image = remote.resolve(exactly, platform);
                    if (image.isEmpty()) throw remote.missing(exactly);
                    images.add(image.get());
                }
                yield images;
            }
        };
    }

    /// @return whether anything was missing
    private static boolean fetch(DirectoryStore store, RemoteImages remote, Reference reference, Image image,
            Transfers transfers)
            throws IOException {
        boolean missing = !store.contains(image.descriptor().digest())
                || image.manifest().layers().stream().anyMatch(layer -> !store.contains(layer.digest()));
        remote.fetch(reference, image.manifest().layers(), store, transfers);
        store.put(image.manifest().config().mediaType(), image.rawConfig());
        store.put(image.descriptor().mediaType(), image.raw());
        return missing;
    }
}
