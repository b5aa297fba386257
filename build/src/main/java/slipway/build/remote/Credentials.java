package slipway.build.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.build.ProcessOptions;

/// What a build may show to servers: the secrets and the agents that it was given. How a file is got is no part of what it
/// is, so these are in no key and no text.
public final class Credentials {

    /// Nothing to show.
    public static final Credentials NONE = new Credentials(Map.of(), Map.of());

    private final Map<String, ProcessOptions.Secret> secrets;
    private final Map<String, ProcessOptions.Agent> agents;

    private Credentials(Map<String, ProcessOptions.Secret> secrets, Map<String, ProcessOptions.Agent> agents) {
        this.secrets = Map.copyOf(secrets);
        this.agents = Map.copyOf(agents);
    }

    /// The secrets and agents of these options.
    public static Credentials of(ProcessOptions options) {
        return new Credentials(options.secrets(), options.agents());
    }

    /// The same; where no agent is given, the one that a variable names, or the keys that SSH finds itself, may be used. So
    /// it is for an address that the user gave, and not for one in a Dockerfile.
    public Credentials ofUser(Map<String, String> environment) {
        var more = new LinkedHashMap<>(agents);
        String socket = environment.getOrDefault("SSH_AUTH_SOCK", "");
        more.putIfAbsent("default", socket.isEmpty() ? new ProcessOptions.Agent.Keys(List.of())
                : new ProcessOptions.Agent.Socket(Path.of(socket)));
        return new Credentials(secrets, more);
    }

    /// The text of a secret, less the line break that files end with.
    Optional<String> secret(String id) throws IOException {
        ProcessOptions.Secret secret = secrets.get(id);
        if (secret == null) return Optional.empty();
        return Optional.of(new String(secret.read(), StandardCharsets.UTF_8).replaceAll("[\\r\\n]+$", ""));
    }

    Optional<ProcessOptions.Agent> agent(String id) {
        return Optional.ofNullable(agents.get(id));
    }

    @Override
    public String toString() {
        return "credentials";
    }
}
