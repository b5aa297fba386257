package slipway.build;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// What holds for the processes of all `RUN` steps of a build.
///
/// @param network what a process reaches unless its step says otherwise
/// @param hosts addresses by name, for `/etc/hosts`
/// @param sharedMemory the size of `/dev/shm` in bytes, if it is not the usual one
/// @param limits what `--ulimit` sets
/// @param secrets what `RUN --mount=type=secret` finds, by ID
/// @param agents what `RUN --mount=type=ssh` finds, by ID
/// @param allowed what steps may do that they may not do by default
public record ProcessOptions(
        Network network,
        SequencedMap<String, String> hosts,
        OptionalLong sharedMemory,
        List<Limit> limits,
        SequencedMap<String, Secret> secrets,
        SequencedMap<String, Agent> agents,
        SequencedSet<Entitlement> allowed) {

    /// Nothing special.
    public static final ProcessOptions USUAL = new ProcessOptions(Network.DEFAULT, new LinkedHashMap<>(),
            OptionalLong.empty(), List.of(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashSet<>());

    public ProcessOptions {
        hosts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(hosts));
        limits = List.copyOf(limits);
        secrets = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(secrets));
        agents = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(agents));
        allowed = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(allowed));
    }

    /// Which network a process reaches.
    public enum Network {
        DEFAULT,
        HOST,
        NONE
    }

    /// A limit of the kernel, by the name that `ulimit` knows it by: `nofile`.
    public record Limit(String name, long soft, long hard) {}

    /// The same with another network.
    public ProcessOptions withNetwork(Network network) {
        return new ProcessOptions(network, hosts, sharedMemory, limits, secrets, agents, allowed);
    }

    public ProcessOptions withHosts(SequencedMap<String, String> hosts) {
        return new ProcessOptions(network, hosts, sharedMemory, limits, secrets, agents, allowed);
    }

    public ProcessOptions withSharedMemory(OptionalLong sharedMemory) {
        return new ProcessOptions(network, hosts, sharedMemory, limits, secrets, agents, allowed);
    }

    public ProcessOptions withLimits(List<Limit> limits) {
        return new ProcessOptions(network, hosts, sharedMemory, limits, secrets, agents, allowed);
    }

    public ProcessOptions withSecrets(SequencedMap<String, Secret> secrets) {
        return new ProcessOptions(network, hosts, sharedMemory, limits, secrets, agents, allowed);
    }

    public ProcessOptions withAgents(SequencedMap<String, Agent> agents) {
        return new ProcessOptions(network, hosts, sharedMemory, limits, secrets, agents, allowed);
    }

    public ProcessOptions withAllowed(SequencedSet<Entitlement> allowed) {
        return new ProcessOptions(network, hosts, sharedMemory, limits, secrets, agents, allowed);
    }

    /// Something that steps may see and no image may hold. Read when a step needs it.
    public interface Secret {
        byte[] read() throws java.io.IOException;
    }

    /// Keys that steps may use and not see.
    public sealed interface Agent {

        /// The socket of an agent that runs already.
        record Socket(java.nio.file.Path path) implements Agent {}

        /// Files with private keys.
        record Keys(List<java.nio.file.Path> files) implements Agent {
            public Keys {
                files = List.copyOf(files);
            }
        }
    }

    /// What a step may do only if `--allow` says so.
    public enum Entitlement {
        NETWORK_HOST,
        SECURITY_INSECURE,
        DEVICE
    }
}
