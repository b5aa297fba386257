package slipway.compose.mirror;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A suite on a mirror and what its signature is checked against.
///
/// @param root the mirror's root, where `dists/` and `pool/` are
/// @param origin what the release must name as its origin; absent when the user named the mirror
public record SuiteSource(URI root, String suite, List<String> components, Trust trust, Optional<String> origin) {

    public SuiteSource {
        components = List.copyOf(components);
    }

    /// The keys whose signature is believed.
    ///
    /// @param files keyring files
    /// @param embedded an armored key that a source list holds
    public record Trust(List<Path> files, Optional<String> embedded) {
        public Trust {
            files = List.copyOf(files);
        }

        public static Trust of(Path keyring) {
            return new Trust(List.of(keyring), Optional.empty());
        }
    }

    /// A file below the root.
    public URI resolve(String path) {
        String base = root.toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + path.replace("+", "%2B").replace("~", "%7E"));
    }
}
