package slipway.image.archive;

import java.util.List;
import slipway.image.Artifact;
import slipway.image.Descriptor;
import slipway.image.Reference;

/// An image or index that is to be written, and what it is to be called; it may have no name.
public record NamedArtifact(Descriptor descriptor, List<Reference> names) {

    public NamedArtifact {
        names = List.copyOf(names);
    }

    public static NamedArtifact of(Artifact artifact, Reference... names) {
        return new NamedArtifact(artifact.descriptor(), List.of(names));
    }

    /// What to call it in an error.
    String label() {
        return names.isEmpty() ? descriptor.digest().toString() : names.getFirst().familiar();
    }
}
