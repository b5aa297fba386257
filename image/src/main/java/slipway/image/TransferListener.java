package slipway.image;

/// Hears how blobs move, to show it. Called from several threads.
public interface TransferListener {

    /// So many bytes of a blob have been moved so far; `blob.size()` when it is done.
    void moved(Direction direction, Descriptor blob, long bytes);

    /// The blob need not be moved, since it is there already.
    default void present(Direction direction, Descriptor blob) {
        moved(direction, blob, blob.size());
    }

    /// Hears nothing.
    TransferListener SILENT = (direction, blob, bytes) -> {};

    /// Which way bytes move.
    enum Direction {
        PULL,
        PUSH
    }
}
