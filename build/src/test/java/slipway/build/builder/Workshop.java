package slipway.build.builder;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.build.BuildRequest;
import slipway.build.BuildResult;
import slipway.build.ProcessOptions;
import slipway.build.Progress;
import slipway.build.run.execute.Cancellation;
import slipway.build.run.execute.EmbeddedExecutor;
import slipway.build.run.execute.Executor;
import slipway.build.run.execute.OciRuntime;
import slipway.build.run.execute.Privileges;
import slipway.build.run.execute.RuntimeExecutor;
import slipway.build.run.snapshot.CopySnapshotter;
import slipway.build.run.snapshot.OverlaySnapshotter;
import slipway.build.run.snapshot.Snapshotter;
import slipway.diagnostics.Problem;
import slipway.diagnostics.Source;
import slipway.image.Artifact;
import slipway.image.Descriptor;
import slipway.image.Image;
import slipway.image.ImageSource;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.Store;
import slipway.image.TransferListener;
import slipway.image.layer.FileTree;
import slipway.image.layer.LayerIndex;
import slipway.image.store.DirectoryStore;

/// A store, a context and what else whole builds with `RUN` need, which are root (of a namespace) and a static busybox. Every
/// Dockerfile begins with a stage `base` that has its commands.
final class Workshop implements AutoCloseable {

    enum Form {
        OVERLAY,
        COPY
    }

    enum Runner {
        EMBEDDED,
        CRUN
    }

    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final String BASE = """
            FROM scratch AS base
            COPY --chmod=755 busybox /bin/
            ARG COMMANDS="[ cat chmod chown cp dd df echo env find grep head hostname id ip ls ln mkdir nc readlink rm rmdir sh sleep stat touch true unshare mount wc mknod"
            RUN ["/bin/busybox", "sh", "-c", "for c in $COMMANDS; do /bin/busybox ln -s busybox /bin/$c; done"]
            """;

    final Path directory;
    final DirectoryStore store;
    final Snapshotter snapshotter;
    final Path context;
    Runner runner = Runner.EMBEDDED;
    ProcessOptions options = ProcessOptions.USUAL;
    BuildRequest.Caching caching = BuildRequest.Caching.USE;
    Optional<Source> ignored = Optional.empty();
    String prologue = "";

    Workshop(Path directory, Form form) throws IOException {
        assumeTrue(Files.exists(BUSYBOX), "needs a static busybox");
        assumeTrue(Privileges.current().problem().isEmpty(), "needs root, or root of a user namespace");
        this.directory = directory;
        store = DirectoryStore.open(directory.resolve("store"));
        snapshotter = switch (form) {
            case OVERLAY -> new OverlaySnapshotter(store.root());
            case COPY -> new CopySnapshotter(store.root());
        };
        context = Files.createDirectory(directory.resolve("context"));
        Files.copy(BUSYBOX, context.resolve("busybox"));
    }

    @Override
    public void close() throws IOException {
        snapshotter.close();
        store.close();
    }

    /// What the processes of a build wrote.
    String said(String instructions) throws IOException, InterruptedException {
        var said = new ByteArrayOutputStream();
        build(instructions, said);
        return said.toString(StandardCharsets.UTF_8);
    }

    BuildResult build(String instructions) throws IOException, InterruptedException {
        return build(instructions, new ByteArrayOutputStream());
    }

    BuildResult build(String instructions, ByteArrayOutputStream said) throws IOException, InterruptedException {
        var root = new BuildRequest.ContextRoot.Directory(context, ignored);
        Source file = Source.of("Dockerfile", BASE + prologue + "FROM base\n" + instructions + "\n");
        var request = BuildRequest.of(file, root).withProcesses(options).withCaching(caching)
                .withPlatforms(List.of(Platform.parse("linux/amd64")));
        var rooms = new Builder.Rooms(store, snapshotter, executor(), new NoRegistry(), (_, _, _, _) -> {});
        return new Builder(rooms).build(request, new Listening(said), new Cancellation());
    }

    private Executor executor() throws IOException {
        Path scratch = Files.createDirectories(directory.resolve("scratch"));
        return switch (runner) {
            case EMBEDDED -> EmbeddedExecutor.in(scratch);
            case CRUN -> {
                Optional<OciRuntime> found = OciRuntime.find(System.getenv("PATH"));
                assumeTrue(found.filter(runtime -> runtime.kind() == OciRuntime.Kind.CRUN).isPresent(), "needs crun");
                yield RuntimeExecutor.in(scratch, found.get());
            }
        };
    }

    FileTree tree(BuildResult result) throws IOException {
        var indexes = new ArrayList<LayerIndex>();
        for (var layer : result.image().orElseThrow().layers()) indexes.add(LayerIndex.of(layer, store));
        return FileTree.of(indexes);
    }

    private record Listening(ByteArrayOutputStream said) implements Progress {
        @Override
        public void planned(Step step) {}

        @Override
        public void started(Step step) {}

        @Override
        public void cached(Step step) {}

        @Override
        public void output(Step step, Channel channel, byte[] bytes, int length) {
            said.write(bytes, 0, length);
        }

        @Override
        public void transferred(Step step, TransferKind kind, String subject, long done, Optional<Long> total) {}

        @Override
        public void completed(Step step) {}

        @Override
        public void failed(Step step, Problem problem) {}

        @Override
        public void cancelled(Step step) {}

        @Override
        public void warning(Problem problem) {}
    }

    private static final class NoRegistry implements ImageSource {
        @Override
        public Optional<Artifact> resolve(Reference reference) {
            return Optional.empty();
        }

        @Override
        public Optional<Image> resolve(Reference reference, Platform platform) {
            return Optional.empty();
        }

        @Override
        public void fetch(Reference reference, List<Descriptor> blobs, Store store, TransferListener listener) {
            throw new IllegalStateException("nothing to fetch from");
        }
    }
}
