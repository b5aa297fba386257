package slipway.conformance;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import slipway.image.Digest;
import slipway.image.json.Json;

/// The `slipway` command as a process of its own, from a copy of the classes under test that every user may read.
final class Installation {

    private final Path directory;
    private final List<String> java;

    private Installation(Path directory, List<String> java) {
        this.directory = directory;
        this.java = java;
    }

    static Installation in(Path directory) throws IOException {
        var parts = new ArrayList<String>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path from = Path.of(part);
            if (!Files.exists(from) || from.endsWith("test-classes")) continue;
            Path to = directory.resolve(parts.size() + "-" + from.getFileName());
            copy(from, to);
            parts.add(to.toString());
        }
        Path script = Case.home().resolve("../cli/src/main/sh/rootless.sh").normalize();
        copy(script, directory.resolve("rootless.sh"));
        return new Installation(directory, List.of(System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                "-cp", String.join(File.pathSeparator, parts), "slipway.cli.Main"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) Files.createDirectories(target);
                else Files.copy(path, target);
            }
        }
    }

    /// The words that run a program as an ordinary user in a namespace of that user's, as the launcher does it.
    List<String> asUser(String user) {
        String script = "command=build; . " + directory.resolve("rootless.sh") + "; exec $enter \"$@\"";
        return List.of("runuser", "-u", user, "--", "sh", "-c", script, "sh");
    }

    /// Builds a case with `slipway build`, and gives the digest of the manifest.
    ///
    /// @param prefix what goes before the command
    Digest build(Case test, Path context, Path store, List<String> prefix, String... options)
            throws IOException, InterruptedException {
        Path metadata = store.resolveSibling("metadata-" + test.name() + ".json");
        var command = new ArrayList<>(prefix);
        command.addAll(java);
        command.addAll(List.of("build", "--metadata-file", metadata.toString()));
        command.addAll(List.of(options));
        test.arguments().forEach((key, value) -> command.addAll(List.of("--build-arg", key + "=" + value)));
        test.labels().forEach((key, value) -> command.addAll(List.of("--label", key + "=" + value)));
        test.property("target").ifPresent(target -> command.addAll(List.of("--target", target)));
        command.add(context.toString());
        Command.output(command, Map.of("SLIPWAY_ROOT", store.toString(), "LC_ALL", "C.UTF-8"));
        return Digest.parse(Json.parseObject(Files.readAllBytes(metadata)).string("containerimage.digest").orElseThrow());
    }
}
