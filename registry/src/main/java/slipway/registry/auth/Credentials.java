package slipway.registry.auth;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Where credentials come from.
@FunctionalInterface
public interface Credentials {

    /// What we have for a registry, named as references name it: `docker.io`, `localhost:5000`.
    Credential of(String registry) throws IOException;

    /// Has none for anyone.
    static Credentials none() {
        return registry -> Credential.NONE;
    }

    /// One credential for one registry, none for all others.
    static Credentials only(String registry, Credential credential) {
        return asked -> asked.equals(registry) ? credential : Credential.NONE;
    }

    /// Docker's configuration (`$DOCKER_CONFIG/config.json`, else `~/.docker/config.json`), then Podman's
    /// (`$REGISTRY_AUTH_FILE`, else `$XDG_RUNTIME_DIR/containers/auth.json`). The first that knows the registry wins; each
    /// registry is looked up once, since a credential program may take its time.
    static Credentials fromEnvironment(Map<String, String> environment, Path home) {
        var files = new ArrayList<DockerConfig>();
        files.add(DockerConfig.fromEnvironment(environment, home));
        Optional.ofNullable(environment.get("REGISTRY_AUTH_FILE")).filter(text -> !text.isEmpty()).map(Path::of)
                .or(() -> Optional.ofNullable(environment.get("XDG_RUNTIME_DIR")).filter(text -> !text.isEmpty())
                        .map(directory -> Path.of(directory, "containers", "auth.json")))
                .ifPresent(file -> files.add(DockerConfig.at(file, environment)));
        return inTurn(files);
    }

    /// The first of these files that knows a registry, each registry looked up once.
    static Credentials inTurn(List<DockerConfig> files) {
        var known = new ConcurrentHashMap<String, Credential>();
        var inOrder = List.copyOf(files);
        return registry -> {
            Credential seen = known.get(registry);
            if (seen != null) return seen;
            Credential found = Credential.NONE;
            for (DockerConfig file : inOrder) {
                found = file.of(registry);
                if (!found.equals(Credential.NONE)) break;
            }
            known.put(registry, found);
            return found;
        };
    }
}
