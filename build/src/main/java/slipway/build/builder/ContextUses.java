package slipway.build.builder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.build.BuildRequest;
import slipway.build.files.FileSource;
import slipway.build.files.Selection;
import slipway.build.files.Selector;
import slipway.build.plan.BaseImages;
import slipway.build.plan.Plan;
import slipway.build.plan.Planner;
import slipway.build.plan.RunMount;
import slipway.build.plan.Vertex;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.parse.Parser;
import slipway.image.Image;
import slipway.image.ImageConfig;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.layer.Entry;
import slipway.image.layer.EntryOrder;

/// Finds out which instructions of a Dockerfile take what of its context, without asking for a single base: of bases nothing
/// is known then, so that what they trigger, and paths with their variables, are missed.
final class ContextUses {

    private final FileSource files;
    private final Plan plan;
    private final BuildRequest request;

    /// @param request is planned once for each of its stages
    ContextUses(BuildRequest request, FileSource files) {
        this.files = files;
        this.request = request;
        this.plan = new Plan();
        Dockerfile file = Parser.parse(request.dockerfile());
        for (int stage = 0; stage < file.stages().size(); stage++) {
            new Planner(request.withTarget(Optional.of(String.valueOf(stage))), file,
                    request.platforms().getFirst(), new UnknownImages(), plan).plan();
        }
    }

    /// The instructions that take a path, or something beneath it, in the order of the plan.
    List<ContextReport.Use> of(String path) {
        var uses = new ArrayList<ContextReport.Use>();
        for (Plan.Planned step : plan.steps().values()) {
            boolean takes = switch (step.vertex()) {
                case Vertex.Copy copy -> copy.pieces().stream().filter(piece -> isContext(piece.from()))
                        .flatMap(piece -> selected(copy, piece)).anyMatch(taken -> reaches(taken, path));
                case Vertex.Exec exec -> exec.mounts().stream().flatMap(this::mounted)
                        .anyMatch(source -> reaches(source, path) || EntryOrder.isBeneath(path, source));
                case Vertex.Base _, Vertex.Scratch _, Vertex.Context _, Vertex.Inline _, Vertex.Download _,
                        Vertex.Repository _, Vertex.MakeDirectory _, Vertex.Merge _ -> false;
            };
            if (takes) step.location().ifPresent(location -> uses.add(new ContextReport.Use(location,
                    step.name().substring(step.name().indexOf("] ") + 2))));
        }
        return uses;
    }

    private boolean isContext(Vertex.Ref ref) {
        return plan.step(ref).vertex() instanceof Vertex.Context(var root) && root.equals(request.context());
    }

    /// The paths that a piece selects. What would be missing is not this report's affair.
    private Stream<String> selected(Vertex.Copy copy, Vertex.Piece piece) {
        var manner = new Vertex.Manner("", "", copy.manner().excludes(), Vertex.Missing.SKIPPED);
        return new Selector(files, manner).select(piece.sources(), piece.placement()).stream()
                .flatMap(selection -> Stream.concat(Stream.of(selection.entry()), selection.entries()).filter(entry ->
                        !entry.is(Entry.Kind.DIRECTORY) || isTaken(selection, entry)))
                .map(Entry::path);
    }

    /// A directory that is taken for what is in it alone is not taken itself.
    private static boolean isTaken(Selection selection, Entry directory) {
        return selection.parts().stream().anyMatch(part -> part.entry() == directory
                && part.wanted() == Selection.Wanted.ITSELF);
    }

    private Stream<String> mounted(RunMount mount) {
        return switch (mount) {
            case RunMount.Bind bind when isContext(bind.from()) -> place(bind.source());
            case RunMount.Cache cache when cache.seed().filter(this::isContext).isPresent() -> place(cache.source());
            case RunMount.Bind _, RunMount.Cache _, RunMount.Tmpfs _, RunMount.Secret _, RunMount.Ssh _ -> Stream.empty();
        };
    }

    private Stream<String> place(String source) {
        return files.tree().resolve(source).map(Entry::path).stream();
    }

    /// Whether what is taken is this path, or lies in it.
    private static boolean reaches(String taken, String path) {
        return taken.equals(path) || EntryOrder.isBeneath(taken, path);
    }

    /// Stands for every image there could be.
    private record UnknownImages() implements BaseImages {

        @Override
        public Image find(Reference reference, Platform platform, BuildRequest.PullPolicy pull) {
            return Image.of(ImageConfig.empty(platform), List.of());
        }

        @Override
        public Image make(BuildRequest.NamedContext.Made context, Platform platform) {
            return Image.of(ImageConfig.empty(platform), List.of());
        }
    }
}
