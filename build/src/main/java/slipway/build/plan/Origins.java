package slipway.build.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import slipway.build.BuildRequest;
import slipway.build.BuildRequest.NamedContext;
import slipway.build.remote.Credentials;
import slipway.build.remote.GitAddress;
import slipway.build.remote.WebAddress;
import slipway.diagnostics.Location;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.parse.Parser;
import slipway.image.Image;
import slipway.image.ImageConfig;
import slipway.image.Platform;
import slipway.image.Reference;

/// What a name in `FROM` or `--from` stands for when it is not a stage of the same file: a named context, an image, or
/// nothing at all.
final class Origins {

    private static final String SCRATCH = "scratch";

    private final BuildRequest request;
    private final Source file;
    private final Platform platform;
    private final BaseImages images;
    private final Plan plan;

    Origins(BuildRequest request, Source file, Platform platform, BaseImages images, Plan plan) {
        this.request = request;
        this.file = file;
        this.platform = platform;
        this.images = images;
        this.plan = plan;
    }

    /// Files to start from or to copy from.
    ///
    /// @param config what the image says of itself, if the files are those of an image. Its history has an entry for each
    ///     layer.
    /// @param ownership whose the files are when they are copied
    record Origin(Vertex.Ref files, Optional<ImageConfig> config, Vertex.Ownership ownership) {

        /// What its programs run on, if it says so.
        Optional<Platform> machine() {
            return config.map(ImageConfig::platform).filter(its -> !its.architecture().isEmpty() && !its.os().isEmpty());
        }
    }

    /// What a stage starts from. Files without an image become the first layer.
    Origin base(String name, Platform wanted, Instruction.From from, String stepName) {
        var location = new Location(file, from.image().span());
        Origin origin = origin(name, wanted, stepName, location);
        if (origin.ownership == Vertex.Ownership.KEEP) return origin;
        Vertex.Ref scratch = plan.add(new Vertex.Scratch(), "[internal] scratch", Optional.of(location));
        var piece = new Vertex.Piece(origin.files, List.of("/"), origin.ownership, Vertex.Archives.COPY);
        var copy = new Vertex.Copy(scratch, List.of(piece), "/", Vertex.Manner.PLAIN, request.times().files());
        return new Origin(plan.add(copy, stepName, Optional.of(location)), Optional.empty(), Vertex.Ownership.KEEP);
    }

    /// What files are copied from.
    Origin source(String name, Location location) {
        String shown = (request.platforms().size() > 1 ? "[" + platform + "] " : "") + "FROM " + name;
        return origin(name, platform, shown, location);
    }

    private Origin origin(String name, Platform wanted, String stepName, Location location) {
        return switch (namedContext(name).orElse(null)) {
            case null -> name.equals(SCRATCH) ? scratch(stepName, location)
                    : image(reference(name, location), wanted, stepName, location);
            case NamedContext.ImageName(var reference) -> reference.familiarName().equals(SCRATCH)
                    ? scratch(stepName, location) : image(reference, wanted, stepName, location);
            case NamedContext.Remote(var address) -> located(() -> remote(name, address, stepName, location), location);
            case NamedContext.Made made ->
                image(contextReference(name), located(() -> images.make(made, wanted), location), stepName, location);
            case NamedContext.Files(var root) -> new Origin(context(root, "[context " + name + "] load files"),
                    Optional.empty(), Vertex.Ownership.ROOT);
            case NamedContext.Target(var other) -> target(other, wanted);
        };
    }

    private Origin scratch(String stepName, Location location) {
        return new Origin(plan.add(new Vertex.Scratch(), stepName, Optional.of(location)), Optional.empty(),
                Vertex.Ownership.KEEP);
    }

    private Origin image(Reference reference, Platform wanted, String stepName, Location location) {
        Image image = located(() -> images.find(reference, wanted, request.pull()), location);
        var vertex = new Vertex.Base(reference, image.descriptor().digest(), wanted);
        return new Origin(plan.add(vertex, stepName, Optional.of(location)), Optional.of(image.config()),
                Vertex.Ownership.KEEP);
    }

    private Origin image(Reference reference, Image image, String stepName, Location location) {
        var vertex = new Vertex.Base(reference, image.descriptor().digest(), image.config().platform());
        return new Origin(plan.add(vertex, stepName, Optional.of(location)), Optional.of(image.config()),
                Vertex.Ownership.KEEP);
    }

    /// Files of a repository, or of an archive on the web.
    private Origin remote(String name, String address, String stepName, Location location) {
        String shown = "[context " + name + "] load " + address;
        Credentials credentials = Credentials.of(request.processes());
        if (GitAddress.matchesForUser(address)) {
            var repository = new Vertex.Repository(GitAddress.parse(address), credentials);
            return new Origin(plan.add(repository, shown, Optional.of(location)), Optional.empty(), Vertex.Ownership.ROOT);
        }
        WebAddress file = WebAddress.parse(address);
        var download = new Vertex.Download(file, Optional.empty(), credentials);
        var piece = new Vertex.Piece(plan.add(download, "[context " + name + "] download " + file, Optional.of(location)),
                List.of("/" + CopyPlanner.escape(file.fileName())), Vertex.Ownership.ROOT, Vertex.Archives.UNPACK);
        Vertex.Ref scratch = plan.add(new Vertex.Scratch(), "[internal] scratch", Optional.of(location));
        var unpacked = new Vertex.Copy(scratch, List.of(piece), "/", Vertex.Manner.PLAIN, request.times().files());
        return new Origin(plan.add(unpacked, stepName, Optional.of(location)), Optional.empty(), Vertex.Ownership.KEEP);
    }

    /// What another build makes for the same platform, or for the only one it is for.
    private Origin target(BuildRequest other, Platform wanted) {
        Platform its = other.platforms().contains(wanted) ? wanted : other.platforms().getFirst();
        PlannedImage planned = new Planner(other, Parser.parse(other.dockerfile()), its, images, plan).plan();
        return new Origin(planned.files(), Optional.of(planned.config().withLayers(List.of(), planned.history())),
                Vertex.Ownership.KEEP);
    }

    /// Files that are there already.
    Vertex.Ref context(BuildRequest.ContextRoot root, String shown) {
        return plan.add(new Vertex.Context(root), shown, Optional.empty());
    }

    boolean isNamedContext(String name) {
        return namedContext(name).isPresent();
    }

    /// A named context is found by the name as written, or as it is in full.
    private Optional<NamedContext> namedContext(String name) {
        var contexts = request.namedContexts();
        if (name.equals(SCRATCH)) return Optional.empty();
        if (contexts.containsKey(name)) return Optional.of(contexts.get(name));
        return contexts.entrySet().stream().filter(entry -> sameImage(entry.getKey(), name)).map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean sameImage(String one, String other) {
        if (one.equalsIgnoreCase(other)) return true;
        try {
            return Reference.parse(one).equals(Reference.parse(other));
        } catch (SlipwayException.BadInput notAnImage) {
            return false;
        }
    }

    /// Images of named contexts are found by their digest; the name in front of it is only shown.
    private static Reference contextReference(String name) {
        return Reference.parse("context.invalid/" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", ""));
    }

    private static Reference reference(String name, Location location) {
        try {
            return Reference.parse(name);
        } catch (SlipwayException.BadInput e) {
            throw e.in(location);
        }
    }

    private interface Lookup<T> {
        T find() throws IOException;
    }

    private static <T> T located(Lookup<T> lookup, Location location) {
        try {
            return lookup.find();
        } catch (SlipwayException e) {
            throw e.in(location);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
