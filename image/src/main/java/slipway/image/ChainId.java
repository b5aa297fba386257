package slipway.image;

import java.util.List;
import java.util.Optional;

/// The name of a stack of layers, from the bottom up. OCI image configuration, "Layer ChainID".
public record ChainId(Digest digest) {

    /// The name of the stack of just this layer.
    public static ChainId of(DiffId bottom) {
        return new ChainId(bottom.digest());
    }

    /// The name of this stack with one more layer on top.
    public ChainId plus(DiffId layer) {
        return new ChainId(Digest.ofUtf8(digest + " " + layer));
    }

    /// The name of a whole stack; an empty stack has none.
    public static Optional<ChainId> of(List<DiffId> fromBottom) {
        Optional<ChainId> chain = Optional.empty();
        for (DiffId layer : fromBottom) {
            chain = Optional.of(chain.map(below -> below.plus(layer)).orElseGet(() -> of(layer)));
        }
        return chain;
    }

    @Override
    public String toString() {
        return digest.toString();
    }
}
