package slipway.build.run.execute;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import slipway.diagnostics.Problem;

/// Who this process is, as far as it decides whether it can build.
public sealed interface Privileges {

    /// Root of the machine, or of a container that is allowed to mount.
    record Root() implements Privileges { }

    /// Root of a user namespace in which `ids` user ids exist.
    record NamespaceRoot(long ids) implements Privileges {
        /// Whether there is more than root: a range from `/etc/subuid`.
        public boolean range() {
            return ids > 1;
        }
    }

    /// Root by number, but kept from mounting.
    record PowerlessRoot() implements Privileges { }

    /// Anybody else.
    record Plain(String user) implements Privileges { }

    /// What this process is.
    static Privileges current() throws IOException {
        return read(Path.of("/proc/self"), System.getProperty("user.name"));
    }

    /// The same, from the files of a process's directory.
    static Privileges read(Path process, String user) throws IOException {
        List<String> status = Files.readAllLines(process.resolve("status"), StandardCharsets.ISO_8859_1);
        String uid = field(status, "Uid:").split("\\s+")[0];
        long capabilities = Long.parseUnsignedLong(field(status, "CapEff:"), 16);
        boolean mounts = (capabilities >> Capabilities.SYS_ADMIN & 1) != 0;
        if (!uid.equals("0")) return new Plain(user);
        if (!mounts) return new PowerlessRoot();
        long ids = 0;
        for (String line : Files.readAllLines(process.resolve("uid_map"))) {
            ids += Long.parseLong(line.strip().split("\\s+")[2]);
        }
        return ids >= 0xffff_ffffL ? new Root() : new NamespaceRoot(ids);
    }

    /// The capabilities this process has.
    static long capabilities() throws IOException {
        var status = Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1);
        return Long.parseUnsignedLong(field(status, "CapPrm:"), 16);
    }

    /// Whether we are in a user namespace of our own making.
    default boolean inUserNamespace() {
        return switch (this) {
            case NamespaceRoot _ -> true;
            case Root _, PowerlessRoot _, Plain _ -> false;
        };
    }

    /// What keeps a build from running here, if something does, with the command that helps.
    default Optional<Problem> problem() {
        return switch (this) {
            case Root _ -> Optional.empty();
            case NamespaceRoot root -> root.range() ? Optional.empty() : Optional.of(Rootless.oneIdOnly());
            case PowerlessRoot _ -> Optional.of(Problem.of("this container may not mount, so no step can run in it")
                    .hint("start it with --cap-add SYS_ADMIN and --security-opt seccomp=unconfined, or as an ordinary "
                            + "user on a machine that allows user namespaces"));
            case Plain plain -> Optional.of(Rootless.diagnose(Path.of("/"), plain.user()));
        };
    }

    private static String field(List<String> status, String name) {
        return status.stream().filter(line -> line.startsWith(name)).findFirst()
                .map(line -> line.substring(name.length()).strip())
                .orElseThrow(() -> new IllegalStateException("the kernel does not say " + name));
    }
}
