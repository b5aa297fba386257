package slipway.registry.transport;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Whom we believe over TLS, and who we say we are.
///
/// @param authorities PEM files of certificates that are trusted besides the system's
/// @param identity what we show when asked
public record Trust(List<Path> authorities, Optional<Identity> identity, Verification verification) {

    /// What the system trusts, and nothing else.
    public static final Trust SYSTEM = new Trust(List.of(), Optional.empty(), Verification.FULL);

    public Trust {
        authorities = List.copyOf(authorities);
    }

    /// A client certificate and its private key, both PEM.
    public record Identity(Path certificate, Path key) {}

    /// Whether the other side has to prove who it is.
    public enum Verification {
        FULL,
        NONE
    }
}
