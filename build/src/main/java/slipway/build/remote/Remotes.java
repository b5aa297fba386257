package slipway.build.remote;

import java.util.Map;

/// How a build reaches what is not on this machine.
///
/// @param downloads brings files from web addresses
/// @param environment in which git runs: of it, `PATH` and what names proxies and authorities
public record Remotes(Downloads downloads, Map<String, String> environment) {

    /// Reaches nothing.
    public static final Remotes NONE = new Remotes(Downloads.NONE, Map.of());

    public Remotes {
        environment = Map.copyOf(environment);
    }
}
