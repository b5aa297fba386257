package slipway.image.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// Where the store is.
///
/// `$SLIPWAY_ROOT` if it is set. Else for root `/var/lib/slipway`, and for everyone else `$XDG_DATA_HOME/slipway`, or
/// `~/.local/share/slipway` without that.
///
/// A build of an ordinary user runs in a user namespace, where its user ID is 0. Whoever enters the namespace sets
/// `SLIPWAY_ROOTLESS=1` and leaves `HOME` and `XDG_DATA_HOME` as they are; that is how such a process knows that it is not
/// root. The ID alone does not tell, nor does the namespace: root in somebody's container has one as well.
public final class StoreLocation {

    private static final Path SYSTEM = Path.of("/var/lib/slipway");

    private StoreLocation() {}

    /// Where the store of this process is.
    public static Path ofThisProcess() throws IOException {
        Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        return of(System.getenv(), uid.equals(0) ? User.ROOT : User.OTHER);
    }

    /// Where the store is for a process with this environment.
    ///
    /// @throws SlipwayException.BadInput when nothing in the environment says
    public static Path of(Map<String, String> environment, User user) {
        Optional<Path> told = variable(environment, "SLIPWAY_ROOT");
        if (told.isPresent()) return told.get().toAbsolutePath().normalize();
        if (user == User.ROOT && !isRootless(environment)) return SYSTEM;
        return variable(environment, "XDG_DATA_HOME")
                .filter(Path::isAbsolute)
                .or(() -> variable(environment, "HOME").filter(Path::isAbsolute).map(home -> home.resolve(".local/share")))
                .map(data -> data.resolve("slipway").normalize())
                .orElseThrow(() -> new SlipwayException.BadInput(Problem.of("where is the store to be? HOME is not set")
                        .hint("set SLIPWAY_ROOT to a directory of your own")));
    }

    /// Whether this environment is that of a process in the user namespace of an ordinary user's build.
    public static boolean isRootless(Map<String, String> environment) {
        return environment.getOrDefault("SLIPWAY_ROOTLESS", "").equals("1");
    }

    private static Optional<Path> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank()).map(Path::of);
    }

    /// Whose ID a process runs under.
    public enum User {
        ROOT,
        OTHER
    }
}
