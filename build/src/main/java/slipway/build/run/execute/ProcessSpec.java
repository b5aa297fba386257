package slipway.build.run.execute;

import java.util.List;
import java.util.Optional;

/// A process to run: all that decides what it does and sees.
///
/// @param root what it sees as `/`
/// @param arguments the program and its arguments; a program without a slash is searched in `PATH` of `environment`
/// @param environment `NAME=value`, in the order in which the process gets them; nothing is added
/// @param directory where it starts, absolute; made if it is missing, as Docker does
/// @param user whom it runs as
/// @param network what it reaches
/// @param confinement what it is kept from
/// @param hostname its machine's name
/// @param extraHosts more lines of `/etc/hosts`
/// @param mounts what else it sees
/// @param shmBytes the size of `/dev/shm`
/// @param limits resource limits that differ from ours
/// @param stdin what it reads; end of file at once if there is none
public record ProcessSpec(
        RootFileSystem root, List<String> arguments, List<String> environment, String directory, User user,
        Network network, Confinement confinement, String hostname, List<HostEntry> extraHosts, List<ExtraMount> mounts,
        long shmBytes, List<Limit> limits, Optional<byte[]> stdin) {

    /// The name that a build's processes have always seen.
    public static final String HOSTNAME = "buildkitsandbox";
    private static final long SHM_BYTES = 64L << 20;

    /// Which network the process is in. A build's own network is the machine's, like that of a rootless builder.
    public enum Network { DEFAULT, HOST, NONE }

    /// How far the process is kept from the kernel: by capabilities, system call filter and masked paths, or by
    /// namespaces alone.
    public enum Confinement { SANDBOX, INSECURE }

    /// Numbers only; [UserDatabase] finds them for names. `groups` are the supplementary ones.
    public record User(int uid, int gid, List<Integer> groups) {
        public static final User ROOT = new User(0, 0, List.of());

        public User {
            if (uid < 0 || gid < 0) throw new IllegalArgumentException("not an id: " + uid + ":" + gid);
            groups = List.copyOf(groups);
        }
    }

    /// A line of `/etc/hosts`.
    public record HostEntry(String name, String address) {
        public HostEntry {
            if (!name.matches("[A-Za-z0-9._-]+")) throw new IllegalArgumentException("not a host name: " + name);
            if (!address.matches("[0-9A-Fa-f:.%a-z]+")) throw new IllegalArgumentException("not an address: " + address);
        }
    }

    /// A resource limit by its name in `ulimit` terms (`nofile`, `nproc`, …); -1 is unlimited.
    public record Limit(String name, long soft, long hard) { }

    public ProcessSpec {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
        extraHosts = List.copyOf(extraHosts);
        mounts = List.copyOf(mounts);
        limits = List.copyOf(limits);
        stdin = stdin.map(byte[]::clone);
        if (arguments.isEmpty()) throw new IllegalArgumentException("a process needs a program");
        if (!directory.startsWith("/")) throw new IllegalArgumentException("not an absolute path: " + directory);
        if (shmBytes < 0) throw new IllegalArgumentException("not a size: " + shmBytes);
        for (String text : arguments) noZero(text);
        for (String text : environment) noZero(text);
        noZero(directory);
        noZero(hostname);
    }

    /// Root in `/`, in an empty environment.
    public static ProcessSpec of(RootFileSystem root, List<String> arguments) {
        return new ProcessSpec(root, arguments, List.of(), "/", User.ROOT, Network.DEFAULT, Confinement.SANDBOX,
                HOSTNAME, List.of(), List.of(), SHM_BYTES, List.of(), Optional.empty());
    }

    public ProcessSpec arguments(List<String> arguments) {
        return new ProcessSpec(root, arguments, environment, directory, user, network, confinement, hostname, extraHosts,
                mounts, shmBytes, limits, stdin);
    }

    public ProcessSpec environment(List<String> environment) {
        return new ProcessSpec(root, arguments, environment, directory, user, network, confinement, hostname, extraHosts,
                mounts, shmBytes, limits, stdin);
    }

    public ProcessSpec directory(String directory) {
        return new ProcessSpec(root, arguments, environment, directory, user, network, confinement, hostname, extraHosts,
                mounts, shmBytes, limits, stdin);
    }

    public ProcessSpec user(User user) {
        return new ProcessSpec(root, arguments, environment, directory, user, network, confinement, hostname, extraHosts,
                mounts, shmBytes, limits, stdin);
    }

    public ProcessSpec network(Network network) {
        return new ProcessSpec(root, arguments, environment, directory, user, network, confinement, hostname, extraHosts,
                mounts, shmBytes, limits, stdin);
    }

    public ProcessSpec confinement(Confinement confinement) {
        return new ProcessSpec(root, arguments, environment, directory, user, network, confinement, hostname, extraHosts,
                mounts, shmBytes, limits, stdin);
    }

    public ProcessSpec hostname(String hostname) {
        return new ProcessSpec(root, arguments, environment, directory, user, network, confinement, hostname, extraHosts,
                mounts, shmBytes, limits, stdin);
    }

    public ProcessSpec extraHosts(List<HostEntry> extraHosts) {
        return new ProcessSpec(root, arguments, environment, directory, user, network, confinement, hostname, extraHosts,
                mounts, shmBytes, limits, stdin);
    }

    public ProcessSpec mounts(List<ExtraMount> mounts) {
        return new ProcessSpec(root, arguments, environment, directory, user, network, confinement, hostname, extraHosts,
                mounts, shmBytes, limits, stdin);
    }

    public ProcessSpec shmBytes(long shmBytes) {
        return new ProcessSpec(root, arguments, environment, directory, user, network, confinement, hostname, extraHosts,
                mounts, shmBytes, limits, stdin);
    }

    public ProcessSpec limits(List<Limit> limits) {
        return new ProcessSpec(root, arguments, environment, directory, user, network, confinement, hostname, extraHosts,
                mounts, shmBytes, limits, stdin);
    }

    public ProcessSpec stdin(byte[] stdin) {
        return new ProcessSpec(root, arguments, environment, directory, user, network, confinement, hostname, extraHosts,
                mounts, shmBytes, limits, Optional.of(stdin));
    }

    private static void noZero(String text) {
        if (text.indexOf('\0') >= 0) throw new IllegalArgumentException("a process's text cannot hold a zero byte");
    }
}
