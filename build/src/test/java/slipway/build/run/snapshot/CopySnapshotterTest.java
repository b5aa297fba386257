package slipway.build.run.snapshot;

import java.io.IOException;
import java.nio.file.Path;

class CopySnapshotterTest extends SnapshotterContract {

    @Override
    Snapshotter open(Path root) throws IOException {
        return new CopySnapshotter(root);
    }
}
