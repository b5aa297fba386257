package slipway.conformance.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The command line with a store: each command is a process of its own.
///
/// @param store which `SLIPWAY_ROOT` names
/// @param directory where commands are typed
/// @param before words before those that start Java, such as the name of a program that changes the user
/// @param environment added to a small one that is the same everywhere
/// @param classPath where Slipway's classes are
record Slipway(Path store, Path directory, List<String> before, Map<String, String> environment, List<String> options,
        String classPath) {

    static final String CLASS_PATH = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    static Slipway in(Path store, Path directory) {
        return new Slipway(store, directory, List.of(), Map.of(), List.of(), CLASS_PATH);
    }

    Slipway at(Path elsewhere) {
        return new Slipway(store, elsewhere, before, environment, options, classPath);
    }

    Slipway after(String... words) {
        var all = new ArrayList<>(before);
        all.addAll(List.of(words));
        return new Slipway(store, directory, all, environment, options, classPath);
    }

    Slipway with(String variable, String value) {
        var variables = new LinkedHashMap<>(environment);
        variables.put(variable, value);
        return new Slipway(store, directory, before, variables, options, classPath);
    }

    Slipway withJavaOptions(String... words) {
        return new Slipway(store, directory, before, environment, List.of(words), classPath);
    }

    Slipway withClassPath(String path) {
        return new Slipway(store, directory, before, environment, options, path);
    }

    /// Starts a command. It can be interrupted even where whoever runs the tests ignores that.
    Running start(String... words) throws IOException {
        var command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(before);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, "slipway.cli.Main"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        Map<String, String> variables = builder.environment();
        variables.clear();
        variables.putAll(Map.of("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL", "C.UTF-8",
                "HOME", store.getParent().toString(), "SLIPWAY_ROOT", store.toString()));
        variables.putAll(environment);
        return new Running(String.join(" ", words), builder.start());
    }

    /// Runs a command to its end.
    Outcome run(String... words) throws IOException, InterruptedException {
        return start(words).outcome();
    }

    /// Runs a command that must succeed.
    Outcome succeed(String... words) throws IOException, InterruptedException {
        Outcome outcome = run(words);
        assertThat(outcome.code()).as("%s", outcome).isZero();
        return outcome;
    }

    /// Builds what must build.
    ///
    /// @return the digest of the image
    String build(String... words) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("build", "--progress=plain"));
        all.addAll(List.of(words));
        return succeed(all.toArray(String[]::new)).digest();
    }

    /// Every byte of the store is as it should be.
    void verify() throws IOException, InterruptedException {
        succeed("store", "verify");
    }
}
