package slipway.build;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// A statement about an image that is asked for: what is in it, or how it was built.
///
/// @param attributes as given, in order
public record Attestation(Kind kind, SequencedMap<String, String> attributes) {

    /// What is stated.
    public enum Kind { SBOM, PROVENANCE }

    public Attestation {
        attributes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
    }
}
