package slipway.registry;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The distribution project's own registry, started for a test on a free port of this machine.
final class DebianRegistry implements AutoCloseable {

    private final Process process;
    private final int port;

    private DebianRegistry(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Starts one that keeps its data in `directory`. Skips the test where there is no `docker-registry`.
    ///
    /// @param more lines of configuration
    static DebianRegistry start(Path directory, String more) throws Exception {
        Path program = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(place -> Path.of(place, "docker-registry"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(program != null, "docker-registry is not installed");
        int port;
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        Path config = Files.writeString(directory.resolve("config.yml"), """
                version: 0.1
                log: {level: error, accesslog: {disabled: true}}
                storage:
                  filesystem: {rootdirectory: %s}
                  delete: {enabled: true}
                http:
                  addr: 127.0.0.1:%d
                  secret: of-no-worth
                %s
                """.formatted(directory.resolve("data"), port, more));
        Process process = new ProcessBuilder(program.toString(), "serve", config.toString())
                .redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile()).start();
        var registry = new DebianRegistry(process, port);
        registry.await(directory);
        return registry;
    }

    private void await(Path directory) throws Exception {
        for (int i = 0; i < 200; i++) {
            if (!process.isAlive()) throw new IllegalStateException(Files.readString(directory.resolve("log")));
            try {
                var connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/v2/").toURL()
                        .openConnection();
                connection.getResponseCode();
                return;
            } catch (IOException notYet) {
                Thread.sleep(50);
            }
        }
        throw new IllegalStateException("the registry did not start: "
                + List.of(Files.readString(directory.resolve("log"))));
    }

    /// `host:port`, as references name it.
    String name() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
