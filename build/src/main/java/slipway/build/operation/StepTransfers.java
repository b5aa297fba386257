package slipway.build.operation;

import java.util.Optional;
import slipway.build.Progress;
import slipway.image.TransferListener;

/// Shows the transfers of blobs as part of a step.
public final class StepTransfers {

    private StepTransfers() {}

    public static TransferListener of(Progress progress, Progress.Step step) {
        return (direction, blob, bytes) -> progress.transferred(step, switch (direction) {
            case PULL -> Progress.TransferKind.DOWNLOAD;
            case PUSH -> Progress.TransferKind.UPLOAD;
        }, blob.digest().toString(), bytes, Optional.of(blob.size()));
    }
}
