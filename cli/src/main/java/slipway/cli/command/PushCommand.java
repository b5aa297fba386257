package slipway.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.cli.Call;
import slipway.cli.holdings.Holdings;
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
import slipway.image.store.Artifacts;
import slipway.image.store.DirectoryStore;
import slipway.registry.RemoteImages;

/// `slipway push`: from the store to the registry in an image's name.
final class PushCommand implements Command {
    private static final Option ALL_TAGS =
            Option.flag("-a, --all-tags", "Send all tags that the store has of the repository");
    private static final Option QUIET = Option.flag("-q, --quiet", "Print the full name only");
    private static final Option PLATFORM =
            Option.value("--platform PLATFORM", "Send only the image for this platform, without its index");

    @Override
    public String name() {
        return "push";
    }

    @Override
    public Section section() {
        return Section.REGISTRY;
    }

    @Override
    public String summary() {
        return "Send images from the store to a registry";
    }

    @Override
    public Page page() {
        return Page.of(name(), summary(), Operands.exactly(1, "NAME[:TAG]", Candidates.IMAGES), """
                Sends an image to the registry that its name says; slipway tag gives it such a name. Blobs that the
                registry has are not sent again, and a blob of another repository of the registry is taken over there.

                An index is sent with all its images. When only one of them was pulled, that one is sent alone.""")
                .options("Options", ALL_TAGS, PLATFORM, QUIET, Remote.CONFIGURATION)
                .example("slipway tag app localhost:5000/app && slipway push localhost:5000/app",
                        "Send an image to a registry of one's own")
                .exit(5, "the registry or the network failed")
                .see("tag", "pull", "login");
    }

    @Override
    public int run(Call call) throws IOException {
        try (DirectoryStore store = call.openStore(); RemoteImages remote = Remote.images(call)) {
            var holdings = Holdings.of(store);
            Reference wanted = Reference.parse(call.arguments().operand(0));
            boolean quiet = call.arguments().has(QUIET);
            if (!quiet) call.print("The push refers to repository [" + wanted.name() + "]");
            call.console().out().flush();
            for (Reference reference : references(call, holdings, wanted)) {
                Descriptor named = named(store, holdings, reference, call.arguments().operand(0));
                Artifact artifact = artifact(call, store, reference, named);
                try (var transfers = Transfers.begin(Remote.view(call, "Pushing"), "push " + reference.familiar())) {
                    remote.write(artifact, reference, store, transfers);
                    transfers.complete();
                }
                call.print(quiet ? reference.toString()
                        : reference.tagOrDigest() + ": digest: " + artifact.descriptor().digest() + " size: "
                                + artifact.descriptor().size());
            }
        }
        return 0;
    }

    private static Descriptor named(DirectoryStore store, Holdings holdings, Reference reference, String word)
            throws IOException {
        Optional<Descriptor> named = store.resolve(reference);
        if (named.isPresent()) return named.get();
        holdings.find(word); // Says what is missing, unless the word is an ID.
        throw new SlipwayException.BadInput(Problem.of(word + " is an ID, and a registry needs a name")
                .hint("slipway tag gives it one"));
    }

    private static List<Reference> references(Call call, Holdings holdings, Reference wanted) {
        if (!call.arguments().has(ALL_TAGS)) return List.of(wanted);
        List<Reference> names = holdings.names().stream()
                .filter(name -> name.name().equals(wanted.name()) && name.tag().isPresent()).sorted().toList();
        if (names.isEmpty()) {
            throw new SlipwayException.BadInput(Problem.of("the store has no tag of " + wanted.familiarName())
                    .hint("slipway images lists what is there"));
        }
        return names;
    }

    /// What is sent: all that the name points to, unless a platform is asked for or just one image of an index is here.
    private static Artifact artifact(Call call, DirectoryStore store, Reference reference, Descriptor named)
            throws IOException {
        Optional<String> platform = call.arguments().value(PLATFORM);
        if (platform.isPresent()) {
            return Artifacts.image(store, named, Platform.parse(platform.get()), reference.familiar())
                    .orElseThrow(() -> Remote.notHere(reference.familiar(), platform.get()));
        }
        Artifact artifact = Artifacts.load(store, named);
        if (!(artifact instanceof Index index)) return artifact;
        var here = new ArrayList<Descriptor>();
        for (Descriptor manifest : index.manifests()) {
            if (store.contains(manifest.digest())) here.add(manifest);
        }
        if (here.size() == index.manifests().size()) return index;
        if (here.size() == 1 && Artifacts.load(store, here.getFirst()) instanceof Image image) {
            call.say("note: of the images of " + reference.familiar() + " only the one for " + image.config().platform()
                    + " is in the store; it is sent without the index");
            return image;
        }
        throw new SlipwayException.BadInput(Problem.of("the store has " + here.size() + " of the " + index.manifests().size()
                + " images of "
                + reference.familiar())
                        .hint("slipway push --platform sends one of them; slipway pull --platform fetches the others"));
    }
}
