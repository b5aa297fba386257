package slipway.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.registry.api.Endpoint;
import slipway.registry.api.Endpoint.Safety;
import slipway.registry.api.Session;
import slipway.registry.auth.Credentials;
import slipway.registry.transport.Hosts;
import slipway.registry.transport.Limits;
import slipway.registry.transport.Proxies;
import slipway.registry.transport.Transport;
import slipway.registry.transport.Trusts;

/// How registries are reached: mirrors, insecure hosts, authorities, proxies. What `docs/registries.md` describes.
///
/// @param mirrors addresses to try, in order, before a registry itself
/// @param insecure `host[:port]`s that may speak plain HTTP and need not prove who they are
/// @param authorities PEM file by `host[:port]`
/// @param connections how many blobs move between us and one registry at a time
public record RegistryConfiguration(
        SequencedMap<String, List<String>> mirrors,
        Set<String> insecure,
        Map<String, Path> authorities,
        Map<String, String> environment,
        int connections,
        Limits limits) {

    private static final Path DOCKER_CERTIFICATES = Path.of("/etc/docker/certs.d");
    private static final Path CONTAINERS_CERTIFICATES = Path.of("/etc/containers/certs.d");
    private static final int USUAL_CONNECTIONS = 4;

    public RegistryConfiguration {
        mirrors = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(mirrors));
        insecure = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(insecure));
        authorities = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(authorities));
        environment = Map.copyOf(environment);
        if (connections < 1) throw new IllegalArgumentException("connections: " + connections);
    }

    /// No mirrors, no exceptions, nothing from the environment.
    public static RegistryConfiguration usual() {
        return new RegistryConfiguration(new LinkedHashMap<>(), Set.of(), Map.of(), Map.of(), USUAL_CONNECTIONS,
                Limits.USUAL);
    }

    /// What the file that `SLIPWAY_REGISTRY_CONFIG` names says, and the proxies and the certificates that the environment
    /// names.
    ///
    /// @throws SlipwayException.BadInput when the file is not there or not such a configuration
    public static RegistryConfiguration fromEnvironment(Map<String, String> environment) {
        Optional<Path> file = Optional.ofNullable(environment.get("SLIPWAY_REGISTRY_CONFIG")).filter(text -> !text.isEmpty())
                .map(Path::of);
        RegistryConfiguration read = file.map(RegistryConfiguration::read).orElseGet(RegistryConfiguration::usual);
        return read.withEnvironment(environment);
    }

    /// Reads the file that `--registry-config` names.
    ///
    /// @throws SlipwayException.BadInput when it is not there or not such a configuration
    public static RegistryConfiguration read(Path file) {
        try {
            return RegistryConfigurationReader.read(file.toString(), Files.readString(file),
                    file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new SlipwayException.BadInput(
                    Problem.of("cannot read the registry configuration " + file + ": " + e.getMessage()), e);
        }
    }

    public RegistryConfiguration withEnvironment(Map<String, String> environment) {
        return new RegistryConfiguration(mirrors, insecure, authorities, environment, connections, limits);
    }

    public RegistryConfiguration withLimits(Limits limits) {
        return new RegistryConfiguration(mirrors, insecure, authorities, environment, connections, limits);
    }

    public RegistryConfiguration withMirrors(String registry, List<String> addresses) {
        var more = new LinkedHashMap<>(mirrors);
        more.put(registry, List.copyOf(addresses));
        return new RegistryConfiguration(more, insecure, authorities, environment, connections, limits);
    }

    public RegistryConfiguration withInsecure(String host) {
        var more = new TreeSet<>(insecure);
        more.add(host);
        return new RegistryConfiguration(mirrors, more, authorities, environment, connections, limits);
    }

    public RegistryConfiguration withAuthority(String host, Path pem) {
        var more = new TreeMap<>(authorities);
        more.put(host, pem);
        return new RegistryConfiguration(mirrors, insecure, more, environment, connections, limits);
    }

    /// The way to servers that this describes. Whoever takes it closes it.
    public Transport transport() {
        Optional<Path> bundle = Optional.ofNullable(environment.get("SSL_CERT_FILE")).filter(text -> !text.isEmpty())
                .map(Path::of);
        var roots = new ArrayList<Path>();
        Optional.ofNullable(environment.get("HOME")).filter(text -> !text.isEmpty())
                .ifPresent(home -> roots.add(Path.of(home, ".config", "containers", "certs.d")));
        roots.add(CONTAINERS_CERTIFICATES);
        roots.add(DOCKER_CERTIFICATES);
        return new Transport(new Trusts(authorities, insecure, roots, bundle), Proxies.from(environment), limits);
    }

    /// The registry itself.
    Session origin(String registry, Transport transport, Credentials credentials) {
        boolean open = insecure.contains(registry) || insecure.contains(Hosts.name(registry));
        Endpoint endpoint = Endpoint.of(registry, open ? Safety.INSECURE : Safety.SECURE);
        return new Session(endpoint, transport, credentials, limits);
    }

    /// A registry's mirrors. Since another can stand in for each, none is given much time.
    List<Session> mirrors(String registry, Transport transport, Credentials credentials) {
        Limits hasty = limits.withAttempts(Math.min(2, limits.attempts()));
        return mirrors.getOrDefault(registry, List.of()).stream()
                .map(address -> new Session(Endpoint.at(address), transport, credentials, hasty))
                .toList();
    }
}
