package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The launcher in a checkout of its own, with a Maven and a JDK that only pretend.
class LauncherTest {
    private static final Path SCRIPTS = Path.of("src/main/sh");

    @TempDir
    Path directory;

    private Path checkout;
    private Path tools;
    private Path jdk;

    /// What a process printed, and how it ended.
    private record Outcome(int code, String out) {}

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = Files.createDirectories(directory.resolve("a checkout"));
        tools = Files.createDirectories(directory.resolve("tools"));
        jdk = makeJdk("jdk", "25.0.3");
        Files.copy(Path.of("../slipway"), checkout.resolve("slipway"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(checkout.resolve("cli/src/main/sh"));
        for (String script : List.of("build.sh", "run.sh", "rootless.sh")) Files.copy(SCRIPTS.resolve(script),
                checkout.resolve("cli/src/main/sh/" + script));
        Files.writeString(checkout.resolve("pom.xml"), "");
        Files.writeString(checkout.resolve("cli/pom.xml"), "");
        for (String tool : "sh find readlink mkdir rm mv ln cp cat grep sed head flock id stty sleep".split(" ")) link(tool);
        script(tools.resolve("mvn"), """
                echo built >> "$CALLS"
                sleep 0.2
                [ -z "${BROKEN:-}" ] || { echo '[INFO] trying'; echo '[ERROR] it does not compile'; echo '[ERROR] -> [Help
                1]'; exit 1; }
                while [ "$1" != -f ]; do shift; done
                target=${2%/pom.xml}/cli/target
                mkdir -p "$target/lib"
                : > "$target/lib/some.jar"
                : > "$target/slipway-cli-0.1.jar"
                """);
    }

    private void link(String tool) throws IOException {
        Path found = Stream.of(System.getenv("PATH").split(":")).map(path -> Path.of(path, tool)).filter(Files::isExecutable)
                .findFirst().orElseThrow();
        script(tools.resolve(tool), "exec " + found + " \"$@\"");
    }

    private Path makeJdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(directory.resolve(name + "/bin")).getParent();
        script(home.resolve("bin/java"), "for word in \"$@\"; do echo \"<$word>\"; done");
        script(home.resolve("bin/javac"), "exit 1");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Outcome run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        return finish(start(environment, command));
    }

    private Process start(Map<String, String> environment, String... command) throws IOException {
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of("PATH", tools.toString(), "SLIPWAY_JAVA_HOME", jdk.toString(), "CALLS",
                directory.resolve("calls").toString()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static Outcome finish(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), out);
    }

    private Outcome slipway(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(checkout.resolve("slipway").toString()));
        command.addAll(List.of(words));
        return run(Map.of(), command.toArray(String[]::new));
    }

    private int builds() throws IOException {
        Path calls = directory.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    /// Later than any stamp, as files go.
    private static void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "dash", "bash", "busybox sh"})
    void shellsUnderstandEveryScript(String shell) throws IOException, InterruptedException {
        List<String> words = List.of(shell.split(" "));
        boolean installed = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, words.getFirst())));
        org.junit.jupiter.api.Assumptions.assumeTrue(installed, shell + " is not installed");
        try (Stream<Path> scripts = Files.list(SCRIPTS)) {
            for (Path script : Stream.concat(scripts, Stream.of(Path.of("../slipway"))).toList()) {
                var command = new ArrayList<>(words);
                command.add("-n");
                command.add(script.toAbsolutePath().toString());
                var process = new ProcessBuilder(command).redirectErrorStream(true).start();
                assertThat(finish(process)).as(script.toString()).isEqualTo(new Outcome(0, ""));
            }
        }
    }

    @Test
    void buildsOnFirstUseAndAfterChangesOnly() throws IOException, InterruptedException {
        assertThat(slipway("version").out()).startsWith("slipway: building itself for the first use").contains("<version>");
        assertThat(slipway("version").out()).doesNotContain("building");
        assertThat(builds()).isEqualTo(1);
        touch(checkout.resolve("cli/src/main/sh/run.sh"));
        assertThat(slipway("version").out()).startsWith("slipway: its sources have changed");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void passesEveryWordAsItIs() throws IOException, InterruptedException {
        slipway("version");
        assertThat(slipway("build", "", "a b", "*", "--label=x=\"y\"", "$HOME").out())
                .endsWith("<build>\n<>\n<a b>\n<*>\n<--label=x=\"y\">\n<$HOME>\n");
    }

    @ParameterizedTest
    @CsvSource({"images,true", "--root build images,true", "build .,false", "--root /x build,false", "-h,true"})
    void compilesLittleForShortCommands(String line, boolean isShort) throws IOException, InterruptedException {
        slipway("version");
        assertThat(run(Map.of("SLIPWAY_ROOTLESS", "1"),
                Stream.concat(Stream.of(checkout.resolve("slipway").toString()), Stream.of(line.split(" ")))
                .toArray(String[]::new)).out().contains("<-XX:TieredStopAtLevel=1>")).isEqualTo(isShort);
    }

    @Test
    void worksThroughLinksFromAnywhere() throws IOException, InterruptedException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("one"), bin.relativize(checkout.resolve("slipway")));
        Files.createSymbolicLink(bin.resolve("two"), Path.of("one"));
        assertThat(run(Map.of(), bin.resolve("two").toString(), "version").out()).contains("<version>");
        assertThat(run(Map.of(), "sh", "-c", "cd bin && ./two version").out()).contains("<version>");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void oneOfSeveralFirstUsesBuilds() throws IOException, InterruptedException {
        var processes = new ArrayList<Process>();
        for (int i = 0; i < 4; i++) processes.add(start(Map.of(), checkout.resolve("slipway").toString(), "version"));
        for (Process process : processes) {
            Outcome outcome = finish(process);
            assertThat(outcome.code()).as(outcome.out()).isZero();
            assertThat(outcome.out()).contains("<version>");
        }
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void saysWhatDoesNotCompile() throws IOException, InterruptedException {
        Outcome outcome = run(Map.of("BROKEN", "1"), checkout.resolve("slipway").toString(), "version");
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.out())
                .contains("[ERROR] it does not compile\n", "error: slipway could not build itself\n", "build.log")
                .doesNotContain("Help 1");
        assertThat(slipway("version").code()).isZero();
    }

    @Test
    void saysWhatIsMissing() throws IOException, InterruptedException {
        Files.delete(tools.resolve("mvn"));
        assertThat(slipway("version")).isEqualTo(new Outcome(3,
                "error: slipway needs Maven to build itself, and there is no mvn\n  = hint: apt-get install maven\n"));
        jdk = makeJdk("old", "17.0.15");
        assertThat(slipway("version").out()).startsWith("error: SLIPWAY_JAVA_HOME is no JDK 25 or later: ");
    }

    @Test
    void takesAJdkFromThePathIfItIsNewEnough() throws IOException, InterruptedException {
        Path newer = makeJdk("newer", "26");
        Files.createSymbolicLink(tools.resolve("javac"), newer.resolve("bin/javac"));
        Outcome outcome =
                run(Map.of("SLIPWAY_JAVA_HOME", "", "JAVA_HOME", jdk.toString()), checkout.resolve("slipway").toString(),
                "version");
        assertThat(outcome.code()).as(outcome.out()).isZero();
        assertThat(Files.readString(checkout.resolve("target/app/java-home"))).isEqualTo(jdk + "\n");
    }
}
