package slipway.build.operation;

import java.io.IOException;
import java.util.Optional;
import java.util.List;
import slipway.build.files.BlobFile;
import slipway.build.plan.Vertex;
import slipway.build.remote.RemoteFile;
import slipway.build.remote.RemoteFiles;
import slipway.build.solve.CacheKey;
import slipway.build.solve.Operation;

/// Fetches a file. Whether it is another than last time is known only once the server was asked, so that is done for the
/// key; when it is to be known at all, the file is there.
final class DownloadOperation implements Operation<StepResult> {

    private final Vertex.Download vertex;
    private final BuildEnvironment environment;
    private final RemoteFiles.Listener listener;
    private Optional<RemoteFile> file = Optional.empty();
    private boolean moved;

    DownloadOperation(Vertex.Download vertex, BuildEnvironment environment, RemoteFiles.Listener listener) {
        this.vertex = vertex;
        this.environment = environment;
        this.listener = listener;
    }

    @Override
    public CacheKey key(List<Solved<StepResult>> inputs) throws IOException {
        RemoteFile found = environment.remoteFiles().fetch(vertex.address(), vertex.checksum(), vertex.credentials(),
                (done, total) -> {
                    moved = true;
                    listener.moved(done, total);
                });
        file = Optional.of(found);
        return CacheKey.builder("download.v1").add("name", vertex.address().fileName())
                .add("content", found.digest().toString())
                .add("modified", found.modified().map(Object::toString).orElse(""))
                .build();
    }

    @Override
    public Optional<StepResult> recall(CacheKey key, List<Solved<StepResult>> inputs) {
        return moved ? Optional.empty() : Optional.of(result());
    }

    @Override
    public StepResult execute(CacheKey key, List<Solved<StepResult>> inputs) {
        return result();
    }

    private StepResult result() {
        return new StepResult.Plain(new BlobFile(vertex.address().fileName(), file.orElseThrow(), environment.store()));
    }
}
