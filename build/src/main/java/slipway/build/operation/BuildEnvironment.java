package slipway.build.operation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import slipway.build.Aftermath;
import slipway.build.plan.Vertex;
import slipway.build.remote.Commit;
import slipway.build.remote.RemoteFiles;
import slipway.build.remote.Repositories;
import slipway.build.run.emulate.Emulators;
import slipway.build.run.snapshot.Snapshotter;
import slipway.build.run.execute.Cancellation;
import slipway.build.run.execute.Executor;
import slipway.build.run.mount.CacheMounts;
import slipway.build.solve.CacheRecords;
import slipway.image.Store;
import slipway.image.layer.Compression;
import slipway.image.layer.LayerIndexes;
import slipway.image.layer.LayerOptions;
import slipway.image.store.Lease;

/// What the operations of one build work with.
///
/// @param lease keeps blobs from being collected that this build found in the store
/// @param written files that are no layers, for processes to see
/// @param caches directories that outlive the build
/// @param compression in which layers are written; an output may want another form of them
/// @param background where layers are written while the next steps run
/// @param aftermath looks at steps that failed
/// @param temporary a directory for files that nobody needs after the build
public record BuildEnvironment(
        Store store,
        Lease lease,
        LayerIndexes indexes,
        Snapshotter snapshotter,
        WrittenFiles written,
        CacheMounts caches,
        CacheRecords cache,
        LayerForms forms,
        Executor executor,
        Emulators emulators,
        Compression compression,
        BaseLayers bases,
        RemoteFiles remoteFiles,
        Repositories repositories,
        ExecutorService background,
        Cancellation cancellation,
        Path temporary,
        Aftermath aftermath) {

    /// Whether a server must be asked before it is known what a step gives.
    public boolean mustAsk(Vertex vertex) throws IOException {
        return switch (vertex) {
            case Vertex.Download download -> remoteFiles.known(download.address(), download.checksum()).isEmpty();
            case Vertex.Repository repository -> {
                Optional<Commit> commit = Commit.known(repository.address());
                yield commit.isEmpty() || !repositories.has(repository.address(), commit.get());
            }
            case Vertex.Base _, Vertex.Scratch _, Vertex.Context _, Vertex.Inline _, Vertex.Exec _, Vertex.Copy _,
                    Vertex.Merge _, Vertex.MakeDirectory _ -> false;
        };
    }

    /// The same, for a step whose results are good for a time.
    BuildEnvironment withResultsNotOlderThan(Duration age) {
        return new BuildEnvironment(store, lease, indexes, snapshotter, written, caches, cache.notOlderThan(age),
                forms, executor, emulators, compression, bases, remoteFiles, repositories, background, cancellation,
                temporary, aftermath);
    }

    /// How layers are written whose files are not younger than `epoch`.
    LayerOptions layers(long epoch) {
        return new LayerOptions(compression, epoch);
    }
}
