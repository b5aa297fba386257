package slipway.conformance.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A directory in which stores and contexts lie, and by whose path all that was started there can be found.
///
/// It lies where programs may run and overlays may be mounted. Everybody may enter.
final class Place {

    static final Path BUSYBOX = Path.of("/bin/busybox");

    private final Path directory;

    private Place(Path directory) {
        this.directory = directory;
    }

    static Place make() throws IOException {
        Path directory = Files.createTempDirectory(Path.of("/var/tmp"), "slipway-endurance-").toRealPath();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Place(directory);
    }

    /// Whether there is what these tests build with, and a user that may.
    static boolean isUsable() {
        return "root".equals(System.getProperty("user.name")) && Files.isExecutable(BUSYBOX);
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    Path directory(String name) throws IOException {
        return Files.createDirectories(path(name));
    }

    /// A command line with a store of this name.
    Slipway slipway(String store) {
        return Slipway.in(path(store), directory);
    }

    /// A context with a busybox in it, and the text of its Dockerfile.
    Path context(String name, String dockerfile) throws IOException {
        Path context = directory(name);
        Files.copy(BUSYBOX, context.resolve("busybox"));
        Files.writeString(context.resolve("Dockerfile"), dockerfile);
        return context;
    }

    /// Writes files that no compressor makes smaller.
    ///
    /// @param size of each, in bytes
    static void writeFiles(Path directory, int count, int size, Random random) throws IOException {
        Files.createDirectories(directory);
        byte[] bytes = new byte[size];
        for (int i = 0; i < count; i++) {
            random.nextBytes(bytes);
            Path inner = Files.createDirectories(directory.resolve("d" + i % 17));
            Files.write(inner.resolve("f" + i), bytes);
        }
    }

    /// Waits until no process has this place in its words, as all have that a build here starts.
    void awaitNoProcess() throws InterruptedException {
        Running.await("all processes end: " + processes(), () -> processes().isEmpty());
    }

    private List<String> processes() {
        var found = new ArrayList<String>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path process : all.filter(path -> path.getFileName().toString().matches("\\d+")).toList()) {
                if (process.endsWith(Long.toString(ProcessHandle.current().pid()))) continue;
                String words = words(process);
                if (!words.contains(directory.toString())) continue;
                found.add(process.getFileName() + " " + words.substring(0, Math.min(200, words.length())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /// The words of a process and what it was told by its environment; nothing when it has ended.
    private static String words(Path process) {
        var text = new StringBuilder();
        for (String file : List.of("cmdline", "environ")) {
            try {
                text.append(new String(Files.readAllBytes(process.resolve(file)), StandardCharsets.UTF_8)
                        .replace('\0', ' '));
            } catch (IOException ended) {
                continue;
            }
        }
        return text.toString();
    }

    /// The mounts below this place that a process here can see.
    List<String> mounts() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mounts")).stream().filter(line -> line.contains(directory.toString()))
                .toList();
    }

    /// No process, no mount, and nothing temporary in the store.
    void assertNothingIsLeft(Path store) throws IOException, InterruptedException {
        awaitNoProcess();
        assertThat(mounts()).isEmpty();
        assertThat(temporary(store)).isEmpty();
    }

    /// What is temporary in a store. Downloads that the next attempt goes on with are not.
    static List<String> temporary(Path store) throws IOException {
        var found = new TreeSet<String>();
        if (!Files.isDirectory(store)) return List.of();
        try (Stream<Path> all = Files.find(store, 4, (file, _) -> isTemporary(store.relativize(file)))) {
            all.map(file -> store.relativize(file).toString()).forEach(found::add);
        }
        return List.copyOf(found);
    }

    /// Whether a path is one below `tmp/` or `snapshots/BOOT/tmp/`.
    private static boolean isTemporary(Path inStore) {
        String path = inStore.toString();
        return path.matches("(snapshots/[^/]*/)?tmp/[^/]+") && !path.startsWith("tmp/partial-");
    }

    /// Deletes everything, when all processes have ended.
    void leave() throws IOException, InterruptedException {
        awaitNoProcess();
        // Steps leave directories that only their owner enters, and names that Java cannot read.
        new ProcessBuilder("rm", "-rf", "--one-file-system", directory.toString()).inheritIO().start().waitFor();
        assertThat(directory).doesNotExist();
    }
}
