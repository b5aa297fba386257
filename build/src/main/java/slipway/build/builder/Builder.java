package slipway.build.builder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import slipway.build.Aftermath;
import slipway.build.BuildRequest;
import slipway.build.BuildResult;
import slipway.build.Encoding;
import slipway.build.Output;
import slipway.build.Progress;
import slipway.build.export.Exports;
import slipway.build.export.ImageEncoder;
import slipway.build.operation.BuildEnvironment;
import slipway.build.operation.LayerForms;
import slipway.build.operation.Operations;
import slipway.build.operation.Stack;
import slipway.build.operation.StackLayer;
import slipway.build.operation.StepResult;
import slipway.build.operation.StepTransfers;
import slipway.build.plan.Epoch;
import slipway.build.plan.Plan;
import slipway.build.plan.PlannedImage;
import slipway.build.plan.Planner;
import slipway.build.plan.Vertex;
import slipway.build.operation.WrittenFiles;
import slipway.build.run.mount.CacheMounts;
import slipway.build.remote.RemoteFiles;
import slipway.build.remote.Remotes;
import slipway.build.remote.Repositories;
import slipway.build.run.execute.Cancellation;
import slipway.build.run.emulate.Emulators;
import slipway.build.run.execute.Executor;
import slipway.build.run.snapshot.Snapshotter;
import slipway.build.solve.CacheRecords;
import slipway.build.solve.Solver;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.parse.Parser;
import slipway.dockerfile.parse.Syntax;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.ImageSink;
import slipway.image.ImageSource;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.layer.Compression;
import slipway.image.layer.LayerIndexes;
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
    /// @param emulators what programs for other platforms run by
    /// @param sink where images go that are pushed
    /// @param remotes how files come from elsewhere
    public record Rooms(DirectoryStore store, Snapshotter snapshotter, Executor executor, Emulators emulators,
            ImageSource source, ImageSink sink, Remotes remotes) {

        /// Rooms of builds that reach nothing but registries.
        public Rooms(DirectoryStore store, Snapshotter snapshotter, Executor executor, Emulators emulators,
                ImageSource source, ImageSink sink) {
            this(store, snapshotter, executor, emulators, source, sink, Remotes.NONE);
        }

        /// The same, with the emulators of this machine that are known by themselves.
        public Rooms(DirectoryStore store, Snapshotter snapshotter, Executor executor, ImageSource source, ImageSink sink) {
            this(store, snapshotter, executor, Emulators.ofThisMachine(store.root().resolve("emulators"), ""), source, sink);
        }
    }

    private final Rooms rooms;
    private final Aftermath aftermath;

    public Builder(Rooms rooms) {
        this(rooms, Aftermath.NONE);
    }

    /// @param aftermath looks at steps that fail
    public Builder(Rooms rooms, Aftermath aftermath) {
        this.rooms = rooms;
        this.aftermath = aftermath;
    }

    /// Runs one build to its end.
    ///
    /// @throws SlipwayException when the request, the Dockerfile or a step of it is at fault
    /// @throws IOException when the machine is
    public BuildResult build(BuildRequest request, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        return build(List.of(request), progress, cancellation).getFirst();
    }

    /// Runs several builds as one: what they have in common is done once.
    ///
    /// @return a result for each request, in their order
    /// @throws SlipwayException when a request, a Dockerfile or a step is at fault; then nothing is exported
    /// @throws IOException when the machine is
    public List<BuildResult> build(List<BuildRequest> requests, Progress progress, Cancellation cancellation)
            throws IOException, InterruptedException {
        Path temporary = Files.createDirectories(rooms.store.temporary("build"));
        var ours = new Cancellation(); // A failed step cancels the others, and is no wish of the caller's.
        Thread caller = Thread.currentThread();
        try (Lease lease = rooms.store.lease(); Repositories repositories = repositories();
                var _ = cancellation.whenCancelled(() -> stop(ours, caller))) {
            return build(requests, progress, new Session(lease, repositories, temporary, ours));
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (cancellation.isCancelled()) throw new SlipwayException.Interrupted();
            throw e;
        }
    }

    /// Says what [#build(List, Progress, Cancellation)] would do, as far as that can be said without doing it. Registries
    /// are asked for the manifests of bases; nothing else is fetched, and nothing runs.
    public Rehearsed rehearse(List<BuildRequest> requests, Progress progress) throws IOException, InterruptedException {
        Path temporary = Files.createDirectories(rooms.store.temporary("build"));
        var shown = new BuildProgress(progress);
        try (Lease lease = rooms.store.lease(); Repositories repositories = repositories()) {
            BaseFinder bases = bases(shown, progress);
            var plan = new Plan();
            targets(requests, bases, plan);
            var session = new Session(lease, repositories, temporary, new Cancellation());
            return rehearse(plan, requests.getFirst(), bases, session);
        }
    }

    private Rehearsed rehearse(Plan plan, BuildRequest request, BaseFinder bases, Session session) throws IOException {
        try (ExecutorService background = Executors.newVirtualThreadPerTaskExecutor()) {
            BuildEnvironment environment = environment(request, bases, background, session);
            var operations = new Operations(environment, plan.beneathProcesses(), Progress.SILENT);
            var rehearsal = new Rehearsal(bases::missingBytes, environment::mustAsk);
            var steps = new ArrayList<Rehearsed.Step>();
            for (Plan.Planned step : plan.steps().values()) {
                var unseen = new Progress.Step(steps.size() + 1, step.ref().digest(), step.name(), List.of());
                steps.add(rehearsal.of(step, operations.of(step, unseen)));
            }
            return new Rehearsed(steps);
        }
    }

    /// The image that a build would begin with under this name. Its manifest and config are fetched if the store lacks them,
    /// and nothing else.
    public Image base(Reference reference, Platform platform, BuildRequest.PullPolicy pull) throws IOException {
        return bases(new BuildProgress(Progress.SILENT), Progress.SILENT).find(reference, platform, pull);
    }

    private BaseFinder bases(BuildProgress shown, Progress progress) throws IOException {
        return new BaseFinder(rooms.store, rooms.store.room(Room.CACHE).resolve("bases"), rooms.source, shown, progress);
    }

    private BuildEnvironment environment(BuildRequest request, BaseFinder bases, ExecutorService background,
            Session session) throws IOException {
        return new BuildEnvironment(rooms.store, session.lease, new LayerIndexes(rooms.store.root()), rooms.snapshotter,
                new WrittenFiles(rooms.snapshotter), new CacheMounts(rooms.store),
                new CacheRecords(rooms.store.room(Room.CACHE).resolve("steps")), forms(session), rooms.executor,
                rooms.emulators, compression(request), bases,
                new RemoteFiles(rooms.store, session.lease, rooms.remotes.downloads()), session.repositories, background,
                session.cancellation, session.temporary, aftermath);
    }

    private Repositories repositories() {
        return new Repositories(rooms.store, rooms.remotes.environment());
    }

    private static void stop(Cancellation cancellation, Thread caller) {
        cancellation.cancel();
        caller.interrupt();
    }

    /// What one build holds while it runs.
    private record Session(Lease lease, Repositories repositories, Path temporary, Cancellation cancellation) {}

    private List<BuildResult> build(List<BuildRequest> requests, Progress progress, Session session)
            throws IOException, InterruptedException {
        var shown = new BuildProgress(progress);
        BaseFinder bases = bases(shown, progress);
        var plan = new Plan();
        List<Target> targets = shown.show("[internal] load metadata of base images", _ -> targets(requests, bases, plan));
        requireEmulators(plan, requests.getFirst(), bases, session);
        Map<Vertex.Ref, Stack> stacks = solve(plan, requests.getFirst(), bases, shown, progress, session);
        long largestStage = 0;
        for (Stack stack : stacks.values()) largestStage = Math.max(largestStage, size(stack));

        var results = new ArrayList<BuildResult>();
        for (Target target : targets) {
            results.add(export(target, stacks, bases, session, shown, progress, largestStage));
        }
        return results;
    }

    /// Refuses steps that this machine cannot run before the first one has begun. What is in the cache need not run.
    private void requireEmulators(Plan plan, BuildRequest request, BaseFinder bases, Session session) throws IOException {
        var foreign = new LinkedHashMap<Digest, Problem>();
        for (Plan.Planned step : plan.steps().values()) {
            if (!(step.vertex() instanceof Vertex.Exec exec)) continue;
            if (rooms.emulators.mounts(exec.platform()).isPresent()) continue;
            Problem missing = rooms.emulators.missing(exec.platform());
            foreign.put(step.ref().digest(), step.location().map(missing::in).orElse(missing));
        }
        if (foreign.isEmpty()) return;
        for (Rehearsed.Step step : rehearse(plan, request, bases, session).steps()) {
            Problem missing = foreign.get(step.digest());
            if (missing != null && step.outlook() != Rehearsed.Outlook.CACHED) throw new SlipwayException.BadInput(missing);
        }
    }

    /// A request with what it comes to for each of its platforms.
    private record Target(BuildRequest request, Map<Platform, PlannedImage> images) {}

    private static List<Target> targets(List<BuildRequest> requests, BaseFinder bases, Plan plan) {
        var targets = new ArrayList<Target>();
        for (BuildRequest request : requests) {
            checkSyntax(request);
            Dockerfile file = Parser.parse(request.dockerfile());
            var images = new LinkedHashMap<Platform, PlannedImage>();
            for (Platform platform : request.platforms()) {
                images.put(platform, new Planner(request, file, platform, bases, plan).plan());
            }
            targets.add(new Target(Epoch.settle(request, file), images));
        }
        return targets;
    }

    private static void checkSyntax(BuildRequest request) {
        String override = request.arguments().getOrDefault("BUILDKIT_SYNTAX", "");
        Syntax.check(request.dockerfile(), override);
    }

    private BuildResult export(Target target, Map<Vertex.Ref, Stack> stacks, BaseFinder bases, Session session,
            BuildProgress shown, Progress progress, long largestStage) throws IOException, InterruptedException {
        BuildRequest request = target.request;
        var images = new ArrayList<Image>();
        var files = new ArrayList<Stack>();
        var fetched = new HashSet<Digest>();
        for (PlannedImage planned : target.images.values()) {
            Stack stack = stacks.get(planned.files());
            String created = Instant.ofEpochSecond(request.times().created()).toString();
            images.add(ImageAssembly.assemble(planned, stack, created));
            files.add(stack);
            for (StackLayer layer : stack.layers()) {
                if (layer.isFetched()) fetched.add(layer.layer().descriptor().digest());
            }
        }
        var made = new Exports.Made(request.platforms(), images, files);
        var encoder = new ImageEncoder(rooms.store, forms(session), fetched);
        var exports = new Exports(rooms.store, rooms.sink, bases.origins(), encoder, request.times());
        for (Output output : request.outputs()) {
            shown.show((request.name().isEmpty() ? "" : "[" + request.name() + "] ") + Exports.name(output), step -> {
                exports.export(output, made, StepTransfers.of(progress, step));
                return output;
            });
        }
        Encoding encoding = request.outputs().stream().flatMap(output -> Exports.encoding(output).stream()).findFirst()
                .orElse(Encoding.USUAL);
        ImageEncoder.Encoded encoded = encoder.encode(request.platforms(), images, encoding);
        return new BuildResult(encoded.artifact(), encoded.images(),
                Exports.names(request.outputs(), encoded.artifact().descriptor().digest()), shown.steps(), largestStage);
    }

    private LayerForms forms(Session session) throws IOException {
        return new LayerForms(rooms.store.room(Room.CACHE).resolve("forms"), rooms.store, session.lease);
    }

    /// The stacks among the results of all steps.
    private Map<Vertex.Ref, Stack> solve(Plan plan, BuildRequest request, BaseFinder bases,
            BuildProgress shown, Progress progress, Session session) throws IOException, InterruptedException {
        Map<Vertex.Ref, Progress.Step> steps = shown.announce(plan);
        try (ExecutorService background = Executors.newVirtualThreadPerTaskExecutor()) {
            BuildEnvironment environment = environment(request, bases, background, session);
            var operations = new Operations(environment, plan.beneathProcesses(), progress);
            var toSolve = plan.steps().values().stream()
                    .map(step -> new Solver.Step<>(step.ref(), step.vertex().inputs(),
                            operations.of(step, steps.get(step.ref())),
                            step.mayBeRecalled() ? Solver.Cache.USE : Solver.Cache.IGNORE))
                    .toList();
            var solver = new Solver<Vertex.Ref, StepResult>(shown, session.cancellation::cancel);
            var stacks = new LinkedHashMap<Vertex.Ref, Stack>();
            for (var solved : solver.solve(toSolve).entrySet()) {
                if (solved.getValue().result() instanceof Stack stack) stacks.put(solved.getKey(), stack);
            }
            return stacks;
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

    /// The form in which layers are written: that of the first output which wants images, if it can be written at once.
    private static Compression compression(BuildRequest request) {
        Compression wanted = request.outputs().stream().flatMap(output -> Exports.encoding(output).stream())
                .map(Encoding::compression).findFirst().orElse(Compression.GZIP);
        return wanted.form() == Compression.Form.ESTARGZ ? Compression.GZIP : wanted;
    }
}
