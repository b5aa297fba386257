package slipway.build.run.execute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import slipway.build.linux.Setting;
import slipway.diagnostics.Problem;

/// Why an ordinary user cannot build on a machine, and what would help.
final class Rootless {
    private static final String WHAT = "an ordinary user cannot run a step here: ";

    private Rootless() { }

    /// Looks for what is missing, the most basic first. `root` is the machine's root directory.
    static Problem diagnose(Path root, String user) {
        if (setting(root, "user/max_user_namespaces").filter("0"::equals).isPresent()) {
            return Problem.of(WHAT + "user namespaces are switched off (user.max_user_namespaces is 0)")
                    .hint("sudo sysctl -w user.max_user_namespaces=28633");
        }
        if (setting(root, "kernel/unprivileged_userns_clone").filter("0"::equals).isPresent()) {
            return Problem.of(WHAT + "user namespaces are for root only (kernel.unprivileged_userns_clone is 0)")
                    .hint("sudo sysctl -w kernel.unprivileged_userns_clone=1");
        }
        if (!onPath(root, "newuidmap") || !onPath(root, "newgidmap")) {
            return Problem.of(WHAT + "newuidmap and newgidmap are not installed")
                    .hint("sudo apt-get install uidmap (or the package shadow-utils)");
        }
        for (String file : new String[] {"etc/subuid", "etc/subgid"}) {
            if (!hasRange(root.resolve(file), user)) {
                return Problem.of(WHAT + "/" + file + " has no range of ids for " + user)
                        .hint("echo " + user + ":100000:65536 | sudo tee -a /" + file);
            }
        }
        if (!onPath(root, "unshare")) {
            return Problem.of(WHAT + "unshare is not installed").hint("sudo apt-get install util-linux");
        }
        if (setting(root, "kernel/apparmor_restrict_unprivileged_userns").filter("1"::equals).isPresent()) {
            return Problem.of(WHAT + "AppArmor restricts user namespaces "
                    + "(kernel.apparmor_restrict_unprivileged_userns is 1)")
                    .hint("sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0");
        }
        return Problem.of(WHAT + "this process is not in a user namespace")
                .hint("run it through: unshare -U -m --map-root-user --map-auto");
    }

    static Problem oneIdOnly() {
        return Problem.of("only one user id exists in this user namespace, so files of other users cannot be made")
                .hint("add a range to /etc/subuid and /etc/subgid, install newuidmap (package uidmap), and enter with "
                        + "unshare -U -m --map-root-user --map-auto");
    }

    private static Optional<String> setting(Path root, String name) {
        Path file = root.resolve("proc/sys").resolve(name);
        if (!Files.isReadable(file)) return Optional.empty();
        try {
            return Optional.of(Setting.read(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean onPath(Path root, String program) {
        for (String directory : new String[] {"usr/bin", "bin", "usr/sbin", "sbin", "usr/local/bin", "usr/local/sbin"}) {
            if (Files.isExecutable(root.resolve(directory).resolve(program))) return true;
        }
        return false;
    }

    private static boolean hasRange(Path file, String user) {
        if (!Files.isReadable(file)) return false;
        try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.strip().split(":")).anyMatch(fields ->
                    fields.length == 3 && fields[0].equals(user) && fields[2].matches("[0-9]{1,10}")
                            && Long.parseLong(fields[2]) > 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
