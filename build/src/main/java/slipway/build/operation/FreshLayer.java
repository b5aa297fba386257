package slipway.build.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import slipway.build.run.snapshot.Unpacked;
import slipway.image.Layer;
import slipway.image.layer.LayerIndex;
import slipway.image.layer.LayerWriter;

/// A layer that a process has just made: its files are there, its tar is being written.
final class FreshLayer implements StackLayer {

    private final Unpacked unpacked;
    private final CompletableFuture<LayerWriter.Written> written;

    FreshLayer(Unpacked unpacked, CompletableFuture<LayerWriter.Written> written) {
        this.unpacked = unpacked;
        this.written = written;
    }

    @Override
    public boolean isFetched() {
        return false;
    }

    @Override
    public Layer layer() throws IOException {
        return written().layer();
    }

    @Override
    public LayerIndex index() throws IOException {
        return written().index();
    }

    @Override
    public Unpacked unpacked() {
        return unpacked;
    }

    private LayerWriter.Written written() throws IOException {
        try {
            return written.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException io) throw io;
            if (e.getCause() instanceof UncheckedIOException io) throw io.getCause();
            if (e.getCause() instanceof RuntimeException unchecked) throw unchecked;
            throw e;
        }
    }
}
