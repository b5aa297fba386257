package slipway.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import slipway.cli.Call;
import slipway.cli.holdings.Holding;
import slipway.cli.holdings.Holdings;
import slipway.cli.spec.Candidates;
import slipway.cli.spec.Operands;
import slipway.cli.spec.Option;
import slipway.cli.spec.Page;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Reference;
import slipway.image.store.Artifacts;
import slipway.image.store.DirectoryStore;

/// `slipway rmi`: take names away, and delete what has none left.
final class RmiCommand implements Command {
    private static final Option FORCE =
            Option.flag("-f, --force", "Take away all names of an image given by its ID; missing images are no error");
    private static final Option NO_PRUNE = Option.flag("--no-prune", "Take names away, but delete nothing");

    @Override
    public String name() {
        return "rmi";
    }

    @Override
    public Section section() {
        return Section.IMAGES;
    }

    @Override
    public String summary() {
        return "Take names of images away, and delete images without a name";
    }

    @Override
    public Page page() {
        return Page.of(name(), summary(), Operands.atLeast(1, "IMAGE...", Candidates.IMAGES), """
                An image given by a name loses that name. When it was the last one, its manifest, its configuration and
                the layers that no other image has are deleted. An image given by its ID loses its only name, or all of
                them with --force.""")
                .options("Options", FORCE, NO_PRUNE)
                .example("slipway rmi app:old", "Remove one image")
                .example("slipway rmi $(slipway images -q -f dangling=true)", "Remove images that have lost their names")
                .see("images", "tag");
    }

    @Override
    public int run(Call call) throws IOException {
        try (DirectoryStore store = call.openStore()) {
            boolean force = call.arguments().has(FORCE);
            for (String word : call.arguments().operands()) {
                var holdings = Holdings.of(store);
                Optional<Holding> found = force ? holdings.lookUp(word) : Optional.of(holdings.find(word));
                if (found.isPresent()) remove(call, store, found.get(), names(holdings, found.get(), word, force));
            }
        }
        return 0;
    }

    /// The names that a word takes away.
    private static List<Reference> names(Holdings holdings, Holding holding, String word, boolean force) {
        if (holdings.isName(word)) {
            Reference name = Reference.parse(word);
            return holding.names().stream()
                    .filter(candidate -> candidate.name().equals(name.name()))
                    .filter(candidate -> name.digest().isPresent() || candidate.tag().equals(name.tag()))
                    .toList();
        }
        if (holding.names().size() > 1 && !force) {
            throw new SlipwayException.BadInput(Problem.of("the image " + word + " has several names: "
                            + String.join(", ", holding.names().stream().map(Reference::familiar).toList()))
                    .hint("name the one to take away, or take all away with --force"));
        }
        return holding.names();
    }

    private static void remove(Call call, DirectoryStore store, Holding holding, List<Reference> names) throws IOException {
        for (Reference name : names) {
            store.forget(name);
            call.print("Untagged: " + name.familiar());
        }
        if (names.size() < holding.names().size() || call.arguments().has(NO_PRUNE)) return;
        for (Digest deleted : delete(store, holding)) call.print("Deleted: " + deleted);
    }

    /// Deletes what only this artifact needed. What else nobody needs is left to those who know of caches.
    private static List<Digest> delete(DirectoryStore store, Holding holding) throws IOException {
        Set<Digest> own = new HashSet<>();
        for (Descriptor blob : Artifacts.reachable(store, holding.descriptor())) own.add(blob.digest());
        var others = new ArrayList<>(store.list());
        others.removeAll(own);
        return store.collect(others).blobs();
    }
}
