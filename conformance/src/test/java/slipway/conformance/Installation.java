package slipway.conformance;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

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

    /// Slipway as a program of its own.
    ///
    /// @param store has the bases
    /// @param prefix what goes before the command
    Engine engine(Path store, List<String> prefix, String... options) {
        return new Engine() {
            @Override
            public String name() {
                return "slipway";
            }

            @Override
            public Command.Answer run(Call call) throws IOException, InterruptedException {
                var command = new ArrayList<>(prefix);
                command.addAll(java);
                command.add(call.words().getFirst());
                command.addAll(List.of(options));
                command.addAll(call.words().subList(1, call.words().size()));
                var environment = new TreeMap<>(call.environment());
                environment.putAll(Map.of("SLIPWAY_ROOT", store.toString(), "LC_ALL", "C.UTF-8"));
                return Command.run(call.directory(), command, environment, call.input());
            }
        };
    }
}
