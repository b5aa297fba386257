package slipway.cli.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import slipway.cli.Call;
import slipway.diagnostics.SlipwayException;

/// A Docker engine that answers, reached as the `docker` command reaches it: by `DOCKER_HOST`, by a context, by its socket.
///
/// @param command the program, and the context it is to use
/// @param status what the engine says of how it keeps images
record DockerEngine(List<String> command, String status) {

    private static final int PATIENCE_SECONDS = 20;

    /// @param context which of Docker's contexts; the current one if absent
    static Optional<DockerEngine> find(Call call, Optional<String> context) throws IOException {
        Optional<Path> program = Stream.of(call.variable("PATH").orElse("").split(":")).filter(part -> part.startsWith("/"))
                .map(part -> Path.of(part, "docker")).filter(Files::isExecutable).findFirst();
        if (program.isEmpty()) return Optional.empty();
        var command = new ArrayList<>(List.of(program.get().toString()));
        context.ifPresent(name -> command.addAll(List.of("--context", name)));
        var asking = new ArrayList<>(command);
        asking.addAll(List.of("info", "--format", "{{.ServerVersion}} {{json .DriverStatus}}"));
        var builder = new ProcessBuilder(asking).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(call.environment());
        Process process = builder.start();
        process.getOutputStream().close();
        String status = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended) process.destroyForcibly();
            boolean answers = ended && process.exitValue() == 0 && status.matches("(?s)\\d.*");
            return answers ? Optional.of(new DockerEngine(List.copyOf(command), status)) : Optional.empty();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new SlipwayException.Interrupted();
        }
    }

    /// Whether it keeps images as containerd does, and so can take an index.
    boolean takesIndexes() {
        return status.contains("io.containerd.snapshotter");
    }

    /// What takes an archive on its standard input.
    List<String> loadCommand() {
        var load = new ArrayList<>(command);
        load.addAll(List.of("load", "--quiet"));
        return load;
    }
}
