package slipway.registry;

import java.io.IOException;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.registry.auth.Credential;
import slipway.registry.auth.Credentials;
import slipway.registry.auth.DockerConfig;

/// Logging in to registries and out of them, where Docker keeps its logins too.
public final class Logins {

    private final RegistryConfiguration configuration;
    private final DockerConfig keptIn;

    public Logins(RegistryConfiguration configuration, DockerConfig keptIn) {
        this.configuration = configuration;
        this.keptIn = keptIn;
    }

    /// Asks the registry whether it takes the credential, and keeps it if so.
    ///
    /// @param registry as people write it; see [#registry]
    /// @throws SlipwayException.NetworkFailed when the registry refuses it
    public DockerConfig.Place login(String registry, Credential credential) throws IOException {
        String name = registry(registry);
        try (var images = new RemoteImages(configuration, Credentials.only(name, credential))) {
            images.ping(name);
        }
        return keptIn.store(name, credential);
    }

    /// Forgets the credential for a registry.
    ///
    /// @return whether there was one
    public boolean logout(String registry) throws IOException {
        return keptIn.erase(registry(registry));
    }

    /// A registry's name as references have it, from what people write: a scheme and a path are left out, and `docker.io`
    /// has other names too.
    public static String registry(String text) {
        String name = text.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
        if (name.isEmpty()) {
            throw new SlipwayException.Usage(Problem.of("not a registry: " + text).hint("a registry is named host[:port]"));
        }
        return name.equals("index.docker.io") || name.equals("registry-1.docker.io") ? "docker.io" : name;
    }
}
