package slipway.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import slipway.build.BuildRequest;
import slipway.build.BuildResult;
import slipway.build.Progress;
import slipway.build.builder.Builder;
import slipway.build.run.execute.Cancellation;
import slipway.build.run.execute.EmbeddedExecutor;
import slipway.build.run.execute.Executor;
import slipway.build.run.execute.OciRuntime;
import slipway.build.run.execute.RuntimeExecutor;
import slipway.build.run.snapshot.CopySnapshotter;
import slipway.build.run.snapshot.OverlaySnapshotter;
import slipway.build.run.snapshot.Snapshotter;
import slipway.diagnostics.Source;
import slipway.image.Artifact;
import slipway.image.Descriptor;
import slipway.image.Image;
import slipway.image.ImageSource;
import slipway.image.Layer;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.Store;
import slipway.image.TransferListener;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Durability;

/// Slipway in this process, on a store of its own that knows the bases.
final class SlipwayEngine implements AutoCloseable {

    private final DirectoryStore store;
    private final Snapshotter snapshotter;
    private final Builder builder;

    /// How steps see files.
    enum Views {
        OVERLAY,
        COPY
    }

    /// An engine with a new store in `directory`.
    ///
    /// @param runtime what runs steps; Slipway itself if absent
    static SlipwayEngine open(Path directory, Bases bases, Views views, Optional<OciRuntime> runtime) throws IOException {
        DirectoryStore store = DirectoryStore.open(directory.resolve("store"), Durability.UNSYNCED);
        bases.putInto(store);
        Path scratch = Files.createDirectories(directory.resolve("scratch"));
        Snapshotter snapshotter = switch (views) {
            case OVERLAY -> new OverlaySnapshotter(store.root());
            case COPY -> new CopySnapshotter(store.root());
        };
        Executor executor = runtime.isPresent() ? RuntimeExecutor.in(scratch, runtime.get()) : EmbeddedExecutor.in(scratch);
        return new SlipwayEngine(store, snapshotter, executor);
    }

    private SlipwayEngine(DirectoryStore store, Snapshotter snapshotter, Executor executor) {
        this.store = store;
        this.snapshotter = snapshotter;
        this.builder = new Builder(new Builder.Rooms(store, snapshotter, executor, new NoRegistry(), (_, _, _, _) -> {
            throw new IllegalStateException("nothing is pushed");
        }));
    }

    /// @throws slipway.diagnostics.SlipwayException when the case cannot be built
    BuildResult build(Case test, Path context) throws IOException, InterruptedException {
        Optional<Source> ignoreFile = source(context, "Dockerfile.dockerignore").or(() -> source(context, ".dockerignore"));
        var request = BuildRequest.of(source(context, "Dockerfile").orElseThrow(),
                new BuildRequest.ContextRoot.Directory(context, ignoreFile))
                .withTarget(test.property("target"))
                .withArguments(test.arguments())
                .withLabels(test.labels())
                .withPlatforms(List.of(Platform.parse("linux/amd64")));
        return builder.build(request, Progress.SILENT, new Cancellation());
    }

    private static Optional<Source> source(Path context, String name) {
        Path file = context.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Source.of(name, Files.readString(file))) : Optional.empty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    ImageView view(BuildResult result) throws IOException {
        Image image = result.image().orElseThrow();
        var files = new LayeredFiles();
        for (Layer layer : image.layers()) {
            try (InputStream blob = store.open(layer.descriptor())) {
                files.add(layer.descriptor().mediaType().endsWith("gzip") ? new GZIPInputStream(blob) : blob);
            }
        }
        return ImageView.of(image.rawConfig(), files);
    }

    @Override
    public void close() throws IOException {
        snapshotter.close();
        store.close();
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
        public void fetch(Reference reference, List<Descriptor> blobs, Store target, TransferListener listener) {
            throw new IllegalStateException("everything is in the store");
        }
    }
}
