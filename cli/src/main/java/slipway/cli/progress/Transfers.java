package slipway.cli.progress;

import java.util.List;
import java.util.Optional;
import slipway.build.Progress;
import slipway.diagnostics.Problem;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.TransferListener;

/// Blobs that move outside of a build, shown as one step.
public final class Transfers implements TransferListener, AutoCloseable {
    private final ProgressView view;
    private final Progress.Step step;
    private boolean ended;

    private Transfers(ProgressView view, Progress.Step step) {
        this.view = view;
        this.step = step;
    }

    /// Begins to show transfers.
    ///
    /// @param name what is done, such as `pull alpine:3.20`
    public static Transfers begin(ProgressView view, String name) {
        var transfers = new Transfers(view, new Progress.Step(1, Digest.ofUtf8(name), name, List.of()));
        view.planned(transfers.step);
        view.started(transfers.step);
        return transfers;
    }

    @Override
    public void moved(Direction direction, Descriptor blob, long bytes) {
        Progress.TransferKind kind = switch (direction) {
            case PULL -> Progress.TransferKind.DOWNLOAD;
            case PUSH -> Progress.TransferKind.UPLOAD;
        };
        view.transferred(step, kind, blob.digest().toString(), bytes, Optional.of(blob.size()));
    }

    /// What is there already is not shown.
    @Override
    public void present(Direction direction, Descriptor blob) {}

    /// All has moved.
    public void complete() {
        ended = true;
        view.completed(step);
    }

    @Override
    public void close() {
        if (!ended) view.failed(step, Problem.of("not completed"));
        view.close();
    }
}
