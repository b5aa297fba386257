package slipway.build.run.snapshot;

import java.io.IOException;
import java.util.concurrent.Executor;
import slipway.build.run.execute.RootFileSystem;
import slipway.image.Store;
import slipway.image.layer.FileTree;
import slipway.image.layer.LayerOptions;

/// A file system that a step is changing. Closing it gives up what was not committed.
public interface Draft extends AutoCloseable {

    /// Where the step's processes run.
    RootFileSystem root();

    /// Freezes what was changed. No process may use the file system any more. Returns as soon as the next step can stand on
    /// it; its tar is written in the background. A draft is committed once.
    ///
    /// @param base the tree of the layers this was prepared of
    /// @throws slipway.diagnostics.SlipwayException.BadInput when something was made that a layer cannot hold
    Committed commit(FileTree base, LayerOptions options, Store store, Executor background) throws IOException;

    @Override
    void close() throws IOException;
}
