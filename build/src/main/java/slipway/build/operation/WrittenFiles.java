package slipway.build.operation;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import slipway.build.run.snapshot.Snapshotter;
import slipway.build.run.snapshot.Unpacked;

/// Files that are no layers, in directories of their own for processes to see. Each is written once in a build.
public final class WrittenFiles {

    private final Snapshotter snapshotter;
    private final Map<Place, Lazy<Unpacked>> written = new ConcurrentHashMap<>();

    private record Place(StepResult result, String path) {}

    public WrittenFiles(Snapshotter snapshotter) {
        this.snapshotter = snapshotter;
    }

    Unpacked of(StepResult result, MountedFiles files) throws IOException {
        var place = new Place(result, files.root().path());
        return written.computeIfAbsent(place, _ -> new Lazy<>(() -> snapshotter.write(files.entries(), files::content)))
                .value();
    }
}
