package slipway.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import slipway.cli.command.Command;
import slipway.cli.command.Commands;
import slipway.diagnostics.ProblemPrinter.Colour;

/// A little of everything, done once after packaging, so that the JVM can write down which classes are needed and how
/// they are linked. What commands print goes nowhere.
final class Rehearsal {

    private Rehearsal() {}

    static void run(Path directory) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var console = new Console(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, Console.Terminal.none(), Colour.ANSI);
        var commandLine = new CommandLine(console, Map.of(), directory, InstantSource.system());
        commandLine.run(List.of());
        for (Command command : Commands.all()) commandLine.run(List.of("help", command.name()));
        for (String line : LINES) commandLine.run(List.of(line.split(" ")));
        try {
            build(commandLine);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A build that needs no privileges, anew and from the cache, and a look at what it made.
    private static void build(CommandLine commandLine) throws IOException {
        Path directory = Files.createTempDirectory("slipway-rehearsal");
        Path context = Files.createDirectory(directory.resolve("context"));
        Files.writeString(context.resolve("Dockerfile"), DOCKERFILE);
        Files.writeString(context.resolve(".dockerignore"), "*.log\n");
        Files.writeString(context.resolve("a.txt"), "a");
        String root = directory.resolve("store").toString();
        List<String> build = List.of("--root", root, "build", "-t", "rehearsal", "-o", "type=image", "-o", "type=oci,dest=" + directory.resolve("oci.tar"),
                "-o", "type=docker,dest=" + directory.resolve("docker.tar"), context.toString());
        commandLine.run(build);
        commandLine.run(build);
        for (String line : LOOKS) {
            var words = new ArrayList<>(List.of("--root", root));
            words.addAll(List.of(line.split(" ")));
            commandLine.run(words);
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    private static final String DOCKERFILE = """
            # syntax=docker/dockerfile:1
            ARG NAME=x
            FROM scratch AS one
            ARG NAME
            WORKDIR /work
            COPY --chown=1:1 *.txt ./
            FROM scratch
            ENV A=${NAME:-y} B="c d"
            COPY --from=one --chmod=755 /work/a.txt /b/
            COPY <<EOF /c
            $A
            EOF
            LABEL l=1
            EXPOSE 80
            USER 1
            HEALTHCHECK CMD ["/b"]
            ENTRYPOINT ["/b"]
            """;

    private static final List<String> LOOKS = List.of(
            "compose builtin/toolchain-c --mirror file:/nowhere",
            "images",
            "images --format json",
            "history rehearsal",
            "inspect rehearsal",
            "tag rehearsal other",
            "store verify",
            "rmi rehearsal other");

    private static final List<String> LINES = List.of(
            "version",
            "version --format {{.Version}}",
            "version --format json",
            "versoin",
            "version --wrong",
            "completion bash");
}
