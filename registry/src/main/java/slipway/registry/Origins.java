package slipway.registry;

import java.util.Map;
import java.util.Optional;
import slipway.image.Digest;
import slipway.image.Reference;

/// Where blobs came from: what lets a push take them over inside a registry, or fetch those that were never needed here.
@FunctionalInterface
public interface Origins {

    /// A repository that has the blob, as far as anybody knows.
    Optional<Reference> of(Digest blob);

    static Origins unknown() {
        return blob -> Optional.empty();
    }

    static Origins of(Map<Digest, Reference> known) {
        var fixed = Map.copyOf(known);
        return blob -> Optional.ofNullable(fixed.get(blob));
    }
}
