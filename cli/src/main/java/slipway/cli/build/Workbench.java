package slipway.cli.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.build.Aftermath;
import slipway.build.builder.Builder;
import slipway.build.run.emulate.Emulators;
import slipway.build.ProcessOptions;
import slipway.build.remote.Credentials;
import slipway.build.remote.RemoteFiles;
import slipway.build.remote.Remotes;
import slipway.build.remote.Repositories;
import slipway.build.run.execute.EmbeddedExecutor;
import slipway.build.run.execute.Executor;
import slipway.build.run.execute.ExitStatus;
import slipway.build.run.execute.OciRuntime;
import slipway.build.run.execute.OutputSink;
import slipway.build.run.execute.OverlaySupport;
import slipway.build.run.execute.ProcessSpec;
import slipway.build.run.execute.RuntimeExecutor;
import slipway.build.run.snapshot.CopySnapshotter;
import slipway.build.run.snapshot.FileWriting;
import slipway.build.run.snapshot.OverlaySnapshotter;
import slipway.build.run.snapshot.Draft;
import slipway.build.run.snapshot.Snapshotter;
import slipway.build.run.snapshot.Unpacked;
import slipway.build.run.snapshot.View;
import slipway.cli.Call;
import slipway.compose.ComposeOptions;
import slipway.compose.LockMode;
import slipway.image.Layer;
import slipway.image.Platform;
import slipway.image.Store;
import slipway.image.layer.Entry;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Lease;
import slipway.image.store.Room;
import slipway.registry.RemoteImages;

/// What a build works with, opened for one command: the store, the registries, and what runs processes.
public final class Workbench implements AutoCloseable {

    private final DirectoryStore store;
    private final Snapshotter snapshotter;
    private final RemoteImages registries;
    private final WebDownloads downloads;
    private final Map<String, String> environment;
    private final Executor executor;
    private final Emulators emulators;
    private final Lease lease;
    private final Repositories repositories;

    private Workbench(DirectoryStore store, Snapshotter snapshotter, RemoteImages registries, WebDownloads downloads,
            Map<String, String> environment, Executor executor, Emulators emulators) throws IOException {
        this.store = store;
        this.snapshotter = snapshotter;
        this.registries = registries;
        this.downloads = downloads;
        this.environment = environment;
        this.executor = executor;
        this.emulators = emulators;
        this.lease = store.lease();
        this.repositories = new Repositories(store, environment);
    }

    /// @param executorName `embedded`, or the name of an OCI runtime; the embedded one if absent
    /// @param snapshotterName `overlay` or `copy`; what the machine can do if absent
    public static Workbench open(Call call, RemoteImages registries, WebDownloads downloads, Optional<String> executorName,
            Optional<String> snapshotterName) throws IOException {
        DirectoryStore store = call.openStore();
        try {
            Optional<OciRuntime> runtime = executorName.filter(name -> !name.equals("embedded"))
                    .map(name -> OciRuntime.named(name, call.variable("PATH").orElse("")));
            var snapshotter = new LazySnapshotter(store, snapshotterName);
            var emulators = Emulators.ofThisMachine(store.temporary("emulators"), call.variable("PATH").orElse(""));
            return new Workbench(store, snapshotter, registries, downloads, call.environment(),
                    new LazyExecutor(store, runtime), emulators);
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    public DirectoryStore store() {
        return store;
    }

    public Builder builder() {
        return builder(Aftermath.NONE);
    }

    /// @param aftermath looks at steps that fail
    public Builder builder(Aftermath aftermath) {
        var rooms = new Builder.Rooms(store, snapshotter, executor, emulators, registries, registries,
                new Remotes(downloads, environment));
        return new Builder(rooms, aftermath);
    }

    /// What contexts from elsewhere are fetched with.
    ///
    /// @param options whose secrets and agents servers may be shown
    public Fetching fetching(ProcessOptions options) throws IOException {
        return new Fetching(new RemoteFiles(store, lease, downloads), repositories, Credentials.of(options));
    }

    /// The named contexts of a build for these platforms. A base is composed for the first of them.
    ///
    /// @param locks whether packages that were locked before stay as they are
    public NamedContexts contexts(List<Platform> platforms, LockMode locks) throws IOException {
        ComposeOptions options = ComposeOptions.of(store, store.room(Room.COMPOSE), platforms.getFirst()).with(locks);
        return new NamedContexts(new Compositions(options), store);
    }

    @Override
    public void close() throws IOException {
        try (store; registries; downloads; emulators; lease; repositories) {
            snapshotter.close();
        }
    }

    /// The same for directories, which need system calls that cost a good part of a short build to set up.
    private static final class LazySnapshotter implements Snapshotter {
        private final DirectoryStore store;
        private final Optional<String> name;
        private Optional<Snapshotter> made = Optional.empty();

        LazySnapshotter(DirectoryStore store, Optional<String> name) throws IOException {
            this.store = store;
            this.name = name;
            if (Snapshotter.mayNeedSweeping(store.root())) snapshotter();
        }

        @Override
        public Unpacked unpack(Layer layer, Store from) throws IOException {
            return snapshotter().unpack(layer, from);
        }

        @Override
        public Draft prepare(List<Unpacked> fromBottom) throws IOException {
            return snapshotter().prepare(fromBottom);
        }

        @Override
        public boolean laysOver() throws IOException {
            return snapshotter().laysOver();
        }

        @Override
        public View view(List<Unpacked> fromBottom) throws IOException {
            return snapshotter().view(fromBottom);
        }

        @Override
        public Unpacked write(List<Entry> entries, FileWriting.Contents contents) throws IOException {
            return snapshotter().write(entries, contents);
        }

        private synchronized Snapshotter snapshotter() throws IOException {
            if (made.isEmpty()) {
                boolean overlays = name.isPresent() ? name.get().equals("overlay") : overlayWorks();
                made = Optional.of(overlays ? new OverlaySnapshotter(store.root()) : new CopySnapshotter(store.root()));
            }
            return made.get();
        }

        private boolean overlayWorks() throws IOException {
            return OverlaySupport.probe(Files.createDirectories(store.temporary("overlay"))).isEmpty();
        }

        @Override
        public synchronized void close() throws IOException {
            if (made.isPresent()) made.get().close();
        }
    }

    /// Most builds run nothing, since all steps are in the cache: the executor is made for the first process.
    private static final class LazyExecutor implements Executor {
        private final DirectoryStore store;
        private final Optional<OciRuntime> runtime;
        private Optional<Executor> made = Optional.empty();

        LazyExecutor(DirectoryStore store, Optional<OciRuntime> runtime) {
            this.store = store;
            this.runtime = runtime;
        }

        @Override
        public ExitStatus execute(ProcessSpec spec, OutputSink output, slipway.build.run.execute.Cancellation cancellation)
                throws IOException {
            return executor().execute(spec, output, cancellation);
        }

        @Override
        public ExitStatus converse(ProcessSpec spec, Path terminal, OutputSink errors,
                slipway.build.run.execute.Cancellation cancellation) throws IOException {
            return executor().converse(spec, terminal, errors, cancellation);
        }

        private synchronized Executor executor() throws IOException {
            if (made.isEmpty()) {
                Path scratch = Files.createDirectories(store.temporary("sandbox"));
                made = Optional.of(runtime.isPresent() ? RuntimeExecutor.in(scratch, runtime.get())
                        : EmbeddedExecutor.in(scratch));
            }
            return made.get();
        }
    }
}
