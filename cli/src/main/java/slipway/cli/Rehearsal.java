package slipway.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import slipway.cli.command.Command;
import slipway.cli.command.Commands;
import slipway.diagnostics.ProblemPrinter.Colour;
import slipway.image.Image;
import slipway.image.ImageConfig;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.store.DirectoryStore;

/// A little of everything, done once after packaging, so that the JVM can write down which classes are needed and how
/// they are linked. What commands print goes nowhere, and what they do is done in a temporary directory.
final class Rehearsal {

    /// `@` stands for the directory, `%` for a registry. No line needs the network. Those that run processes fail for
    /// ordinary users, which is no matter.
    private static final List<String> LINES = List.of(
            "version", "version --format {{.Version}}", "version --format json", "versoin", "version --wrong",
                    "completion bash",
            "images", "images -q", "images --format json", "images --filter reference=app --digests",
                    "images --format {{.ID}}",
            "history app", "inspect app", "inspect -f {{.Config.Env}} app", "inspect missing", "tag app other", "rmi other",
            "save -o @/app.tar app", "save --format oci -o @/oci.tar app", "load -i @/app.tar", "load -i @/oci.tar",
            "store path", "store verify", "build -t broken -f @/Broken @/context",
                    "compose builtin/toolchain-c --mirror file:/nowhere",
            "build -t built -o type=image -o type=oci,dest=@/o.tar -o type=docker,dest=@/d.tar @/context",
            "build -t built @/context", "build --progress rawjson -q @/context", "build --progress tty @/context",
            "build --check @/context", "build --dry-run @/context", "context ls @/context", "logs", "logs --list",
            "images", "history built", "inspect built", "tag built other", "rmi built other",
            "build --push -t %/built @/context", "push %/built", "--root @/far pull %/built", "--root @/far store verify",
            "--root @/new build -t %/run --push -f @/Steps @/context", "--root @/new build -t %/run -f @/Steps @/context");

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

    private static final String STEPS = """
            FROM %/built
            COPY --chmod=755 exit /exit
            RUN ["/exit"]
            RUN ["/exit", "again"]
            """;

    /// A program for x86-64 that only exits, as an ELF file with one segment.
    private static final String EXIT =
            "7f454c4602010100000000000000000002003e0001000000780040000000000040000000000000000000000000000000"
            + "000000004000380001000000000000000100000005000000000000000000000000004000000000000000400000000000"
            + "7f000000000000007f0000000000000000100000000000006a3c5831ff0f05";

    private Rehearsal() {}

    /// Does it all.
    ///
    /// @return the exit codes of the lines, in their order
    static SequencedMap<String, Integer> run() throws IOException {
        var codes = new LinkedHashMap<String, Integer>();
        Path directory = Files.createTempDirectory("slipway-rehearsal");
        try (var registry = new RehearsalRegistry()) {
            prepare(directory, registry);
            var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
            var nothing = new ByteArrayInputStream(new byte[0]);
            var console = new Console(nothing, nowhere, nowhere, Console.Terminal.none(), Colour.ANSI);
            var environment = Map.of("SLIPWAY_ROOT", directory.resolve("store").toString(), "HOME", directory.toString());
            var commandLine = new CommandLine(console, environment, directory, InstantSource.system());
            commandLine.run(List.of());
            for (Command command : Commands.all()) commandLine.run(List.of("help", command.name()));
            for (String line : LINES) {
                String words = line.replace("@", directory.toString()).replace("%", registry.name());
                codes.put(line, commandLine.run(List.of(words.split(" "))));
            }
            return codes;
        } finally {
            delete(directory);
        }
    }

    private static void prepare(Path directory, RehearsalRegistry registry) throws IOException {
        Path context = Files.createDirectory(directory.resolve("context"));
        Files.writeString(context.resolve("a.txt"), "text\n");
        Files.writeString(context.resolve(".dockerignore"), "*.o\n!keep\n");
        Files.writeString(context.resolve("Dockerfile"), DOCKERFILE);
        Files.write(context.resolve("exit"), HexFormat.of().parseHex(EXIT));
        Files.writeString(directory.resolve("Steps"), STEPS.replace("%", registry.name()));
        Files.writeString(directory.resolve("Broken"), "FROM scratch\nRUNN x\n");
        try (DirectoryStore store = DirectoryStore.open(directory.resolve("store"))) {
            Image image = Image.of(ImageConfig.empty(Platform.local()), List.of());
            store.put(image.manifest().config().mediaType(), image.rawConfig());
            store.put(image.descriptor().mediaType(), image.raw());
            store.name(Reference.parse("app"), image.descriptor());
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
