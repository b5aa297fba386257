package slipway.build.run.execute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import slipway.build.linux.Architecture;
import slipway.build.linux.Setting;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// What the machine is like, as far as it decides how a sandbox is built.
///
/// @param architecture the processor
/// @param workspace an empty directory of the machine, over which each step lays a file system of its own that nobody
///        else sees
/// @param privileges who we are
/// @param capabilities what we may do, one bit for each capability
/// @param lastCapability the highest number of a capability that the kernel knows
/// @param openFiles the hard limit of open files
/// @param resolvConf the machine's `/etc/resolv.conf`
record Sandbox(
        Architecture architecture, Path workspace, Privileges privileges, long capabilities, int lastCapability,
        long openFiles, byte[] resolvConf) {

    /// This machine, with a workspace in `scratch`.
    static Sandbox here(Path scratch) throws IOException {
        Architecture architecture = Architecture.current().orElseThrow(() -> new SlipwayException.BadInput(
                Problem.of("no step can run on this processor: " + System.getProperty("os.arch"))
                        .hint("x86_64 and aarch64 are known")));
        Privileges privileges = Privileges.current();
        privileges.problem().ifPresent(problem -> {
            throw new SlipwayException.BadInput(problem);
        });
        Path workspace = Files.createDirectories(scratch.toAbsolutePath().resolve("step"));
        Path resolvConf = Path.of("/etc/resolv.conf");
        byte[] names = Files.isReadable(resolvConf) ? Files.readAllBytes(resolvConf) : new byte[0];
        int lastCapability = Integer.parseInt(Setting.read(Path.of("/proc/sys/kernel/cap_last_cap")));
        return new Sandbox(architecture, workspace, privileges, Privileges.capabilities(), lastCapability, openFilesLimit(),
                names);
    }

    private static long openFilesLimit() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
            if (!line.startsWith("Max open files")) continue;
            String hard = line.substring("Max open files".length()).strip().split("\\s+")[1];
            return hard.equals("unlimited") ? -1 : Long.parseLong(hard);
        }
        throw new IllegalStateException("the kernel does not say how many files may be open");
    }
}
