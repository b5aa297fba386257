package slipway.build.builder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import slipway.build.BuildRequest;
import slipway.build.BuildResult;
import slipway.build.Progress;
import slipway.build.export.Exports;
import slipway.build.files.ContextFiles;
import slipway.build.files.FileSource;
import slipway.build.operation.BuildEnvironment;
import slipway.build.operation.Operations;
import slipway.build.operation.Stack;
import slipway.build.operation.StackLayer;
import slipway.build.operation.StepResult;
import slipway.build.operation.StepTransfers;
import slipway.build.plan.Plan;
import slipway.build.plan.PlannedImage;
import slipway.build.plan.Planner;
import slipway.build.plan.Vertex;
import slipway.build.run.execute.Cancellation;
import slipway.build.run.execute.Executor;
import slipway.build.run.snapshot.Snapshotter;
import slipway.build.solve.CacheRecords;
import slipway.build.solve.Operation;
import slipway.build.solve.Solver;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.parse.Parser;
import slipway.dockerfile.pattern.IgnoreFile;
import slipway.image.Artifact;
import slipway.image.Image;
import slipway.image.ImageSink;
import slipway.image.ImageSource;
import slipway.image.Index;
import slipway.image.Platform;
import slipway.image.layer.Compression;
import slipway.image.layer.LayerIndexes;
import slipway.image.layer.LayerOptions;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Lease;
import slipway.image.store.Room;

/// Builds: parses, plans, solves, exports.
///
/// Several builders, in one process or in several, may work on one store at the same time.
public final class Builder {

    /// What builds work with.
    ///
    /// @param store in whose rooms builds keep cache records and layer indexes, beside the blobs
    /// @param source where bases come from that the store does not have
    /// @param sink where images go that are pushed
    public record Rooms(DirectoryStore store, Snapshotter snapshotter, Executor executor, ImageSource source,
            ImageSink sink) {}

    private final Rooms rooms;

    public Builder(Rooms rooms) {
        this.rooms = rooms;
    }

    /// Runs one build to its end.
    ///
    /// @throws SlipwayException when the request, the Dockerfile or a step of it is at fault
    /// @throws IOException when the machine is
    public BuildResult build(BuildRequest request, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        Path temporary = Files.createDirectories(rooms.store.temporary("build"));
        var ours = new Cancellation(); // A failed step cancels the others, and is no wish of the caller's.
        Thread caller = Thread.currentThread();
        try (Lease lease = rooms.store.lease(); var _ = cancellation.whenCancelled(() -> stop(ours, caller))) {
            return build(request, progress, new Session(lease, temporary, ours));
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (cancellation.isCancelled()) throw new SlipwayException.Interrupted();
            throw e;
        }
    }

    private static void stop(Cancellation cancellation, Thread caller) {
        cancellation.cancel();
        caller.interrupt();
    }

    /// What one build holds while it runs.
    private record Session(Lease lease, Path temporary, Cancellation cancellation) {}

    private BuildResult build(BuildRequest request, Progress progress, Session session)
            throws IOException, InterruptedException {
        var shown = new BuildProgress(progress);
        Dockerfile file = Parser.parse(request.dockerfile());
        var bases = new BaseFinder(rooms.store, rooms.store.room(Room.CACHE).resolve("bases"), rooms.source, request, shown,
                progress);
        String created = Instant.ofEpochSecond(request.times().created()).toString();

        var plan = new Plan();
        Map<Platform, PlannedImage> planned = shown.show("[internal] load metadata of base images", _ -> {
            var images = new LinkedHashMap<Platform, PlannedImage>();
            request.platforms().forEach(platform -> images.put(platform,
                    new Planner(request, file, platform, bases, created, plan).plan()));
            return images;
        });
        Solved solved = solve(request, plan, planned, bases, shown, progress, session);

        var images = new ArrayList<Image>();
        for (var target : solved.targets.entrySet()) {
            images.add(ImageAssembly.assemble(planned.get(target.getKey()), target.getValue(), created));
        }
        for (Image image : images) {
            rooms.store.put(image.manifest().config().mediaType(), image.rawConfig());
            rooms.store.put(image.descriptor().mediaType(), image.raw());
        }
        Artifact artifact = images.size() == 1 ? images.getFirst() : index(images);
        var exports = new Exports(rooms.store, rooms.sink, bases.origins(), request.times().files());
        for (BuildRequest.Output output : request.outputs()) {
            shown.show(exports.name(output), step -> {
                exports.export(output, artifact, images, List.copyOf(solved.targets.values()),
                        StepTransfers.of(progress, step));
                return artifact;
            });
        }
        return new BuildResult(artifact, images, Exports.names(request.outputs()), shown.steps(), solved.largestStage);
    }

    private Index index(List<Image> images) throws IOException {
        Index index = Index.of(images.stream().map(Image::descriptor).toList(), new LinkedHashMap<>());
        rooms.store.put(index.descriptor().mediaType(), index.raw());
        return index;
    }

    /// The files of the target for each platform, and the compressed size of the largest stage on the way to it.
    private record Solved(Map<Platform, Stack> targets, long largestStage) {}

    private Solved solve(BuildRequest request, Plan plan, Map<Platform, PlannedImage> planned, BaseFinder bases,
            BuildProgress shown,
            Progress progress, Session session) throws IOException, InterruptedException {
        Map<Vertex.Ref, Progress.Step> steps = shown.announce(plan);
        try (ExecutorService background = Executors.newVirtualThreadPerTaskExecutor()) {
            var environment = new BuildEnvironment(rooms.store, session.lease, new LayerIndexes(rooms.store.root()),
                    rooms.snapshotter,
                    new CacheRecords(rooms.store.room(Room.CACHE).resolve("steps")), rooms.executor,
                    new LayerOptions(compression(request), request.times().files()), bases, background, session.cancellation,
                            session.temporary);
            var operations = new Operations(environment, plan.beneathProcesses(), name -> context(request, name), progress);
            var toSolve = plan.steps().values().stream()
                    .map(step -> new Solver.Step<>(step.ref(), step.vertex().inputs(),
                            operations.of(step, steps.get(step.ref())), cache(request, step.vertex())))
                    .toList();
            var solver = new Solver<Vertex.Ref, StepResult>(shown, session.cancellation::cancel);
            Map<Vertex.Ref, Operation.Solved<StepResult>> solved = solver.solve(toSolve);
            long largestStage = 0;
            for (var result : solved.values()) {
                if (result.result() instanceof Stack stack) largestStage = Math.max(largestStage, size(stack));
            }
            var targets = new LinkedHashMap<Platform, Stack>();
            planned.forEach((platform, image) -> targets.put(platform, stack(solved.get(image.files()).result())));
            return new Solved(targets, largestStage);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Waits until all layers are written, and adds up their sizes.
    private static long size(Stack stack) throws IOException {
        long size = 0;
        for (StackLayer layer : stack.layers()) size += layer.layer().descriptor().size();
        return size;
    }

    private static Stack stack(StepResult result) {
        return switch (result) {
            case Stack stack -> stack;
            case StepResult.Plain plain -> throw new IllegalStateException("a stage is made of layers, not of " + plain);
        };
    }

    private static Solver.Cache cache(BuildRequest request, Vertex vertex) {
        boolean makesLayer = switch (vertex) {
            case Vertex.Exec _, Vertex.Copy _ -> true;
            case Vertex.Base _, Vertex.Scratch _, Vertex.Context _, Vertex.Inline _, Vertex.MakeDirectory _ -> false;
        };
        return makesLayer && request.noCache() == BuildRequest.NoCache.ALL ? Solver.Cache.IGNORE : Solver.Cache.USE;
    }

    private static Compression compression(BuildRequest request) {
        return switch (request.compression()) {
            case GZIP -> Compression.GZIP;
            case ZSTD -> Compression.ZSTD;
            case UNCOMPRESSED -> Compression.NONE;
        };
    }

    private static FileSource context(BuildRequest request, String name) throws IOException {
        if (!name.isEmpty()) {
            BuildRequest.NamedContext named = request.namedContexts().get(name);
            if (named instanceof BuildRequest.NamedContext.Files(var path, var ignoreFile)) return files(path, ignoreFile);
            throw new IllegalStateException("planned as files: " + name);
        }
        return switch (request.context()) {
            case BuildRequest.ContextRoot.Directory(var path) -> files(path, request.ignoreFile());
            case BuildRequest.ContextRoot.Nothing() ->
                    throw new SlipwayException.BadInput(Problem.of("there is no build context to copy from")
                    .hint("the Dockerfile came alone; give a directory as the context, and the Dockerfile with -f -"));
        };
    }

    private static FileSource files(Path path, Optional<Source> ignoreFile) throws IOException {
        return ContextFiles.of(path, ignoreFile.map(IgnoreFile::parse).orElseGet(IgnoreFile::none));
    }
}
