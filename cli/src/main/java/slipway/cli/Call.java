package slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import slipway.cli.spec.Arguments;
import slipway.image.store.DirectoryStore;
import slipway.image.store.StoreLocation;

/// One use of a command: its arguments, and everything of the outside world that it may touch.
///
/// @param arguments as read by the command's page
/// @param environment the variables of the process
/// @param directory what relative paths are relative to
/// @param clock tells "2 weeks ago" and elapsed times; nothing that ends up in an image
public record Call(Arguments arguments, Console console, Map<String, String> environment, Path directory,
        InstantSource clock) {

    public Call {
        environment = Map.copyOf(environment);
    }

    /// A variable that is set to something.
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /// The file a path given by the user means.
    public Path path(String given) {
        return directory.resolve(given).normalize();
    }

    /// Where the store is: what `--root` says, else what the environment does.
    public Path storeDirectory() throws IOException {
        Optional<String> root = arguments.value(GlobalOptions.ROOT);
        if (root.isPresent()) return path(root.get());
        boolean isRoot = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        return StoreLocation.of(environment, isRoot ? StoreLocation.User.ROOT : StoreLocation.User.OTHER);
    }

    /// Opens the store; whoever does closes it.
    public DirectoryStore openStore() throws IOException {
        return DirectoryStore.open(storeDirectory());
    }

    /// Prints a line of the result.
    public void print(String line) {
        console.out().print(line);
        console.out().print('\n');
    }

    /// Prints a line about the work.
    public void say(String line) {
        console.err().print(line);
        console.err().print('\n');
    }
}
