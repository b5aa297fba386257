package slipway.conformance.endurance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// The registry of Debian's package docker-registry, on a free port of this machine.
final class LocalRegistry implements AutoCloseable {

    private final Process process;
    private final Path directory;
    private final int port;

    private LocalRegistry(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /// Starts one with nothing in it. The test is skipped where it is not installed.
    static LocalRegistry start() throws IOException, InterruptedException {
        Optional<Path> program = Stream.of("/usr/bin/docker-registry", "/usr/local/bin/docker-registry").map(Path::of)
                .filter(Files::isExecutable).findFirst();
        assumeTrue(program.isPresent(), "needs docker-registry");
        Path directory = Files.createTempDirectory("registry-of-a-test");
        int port;
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        Path configuration = Files.writeString(directory.resolve("config.yml"), """
                version: 0.1
                log: {level: error, accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: "127.0.0.1:%d", secret: none}
                """.formatted(directory.resolve("data"), port));
        Process process = new ProcessBuilder(program.get().toString(), "serve", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile()).start();
        Running.await("the registry answers", () -> !process.isAlive() || answers(port));
        if (!process.isAlive()) throw new IOException(Files.readString(directory.resolve("log")));
        return new LocalRegistry(process, directory, port);
    }

    private static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /// An image there.
    String name(String repository) {
        return "localhost:" + port + "/" + repository;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
