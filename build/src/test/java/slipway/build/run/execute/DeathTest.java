package slipway.build.run.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A build that is killed, so that it can clean nothing up, leaves no process and no mount.
class DeathTest {
    @TempDir
    Path directory;

    /// A build with one step that goes on for ever.
    static final class Build {
        private Build() { }

        public static void main(String[] arguments) throws IOException {
            Path directory = Path.of(arguments[0]);
            var root = new RootFileSystem.Overlay(
                    List.of(directory.resolve("base")), directory.resolve("upper"), directory.resolve("work"));
            Executor executor = arguments[1].equals("embedded") ? EmbeddedExecutor.in(directory.resolve("scratch"))
                    : RuntimeExecutor.in(directory.resolve("scratch"), OciRuntime.named(arguments[1], System.getenv("PATH")));
            executor.execute(ProcessSpec.of(root, List.of("/bin/sh", "-c",
                    "trap '' TERM HUP INT; (sleep " + arguments[2] + " &); echo up; sleep " + arguments[2])),
                    (channel, buffer, length) -> (channel == OutputSink.Channel.OUT ? System.out : System.err)
                            .write(buffer, 0, length), new Cancellation());
        }
    }

    @Test
    void embedded() throws Exception {
        dies("embedded");
    }

    @Test
    void crun() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/crun")), "needs crun");
        dies("crun");
    }

    @Test
    void runc() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/runc")), "needs runc");
        dies("runc");
        for (int patience = 0; patience < 1000 && !controlGroups().isEmpty(); patience++) Thread.sleep(10);
        assertThat(controlGroups()).isEmpty();
    }

    /// Groups come and go while they are listed.
    private static List<Path> controlGroups() throws IOException {
        while (true) {
            try (var files = Files.find(Path.of("/sys/fs/cgroup"), 3, (path, _) -> path.getFileName().toString().startsWith("slipway-"))) {
                return files.toList();
            } catch (UncheckedIOException | NoSuchFileException gone) {
                continue;
            }
        }
    }

    private void dies(String executor) throws Exception {
        var step = new StepFixture(directory);
        String mark = "9876" + ProcessHandle.current().pid() + executor.length();
        Process build = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                Build.class.getName(), directory.toString(), executor, mark)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var out = build.inputReader()) {
            assertThat(out.readLine()).isEqualTo("up");
        }
        // It says so before the shell has started all of them.
        for (int patience = 0; patience < 1000 && StepFixture.processes("sleep " + mark).size() < 2; patience++) Thread.sleep(10);
        assertThat(StepFixture.processes("sleep " + mark)).hasSizeGreaterThanOrEqualTo(2);

        build.destroyForcibly().waitFor();

        // The kernel ends them; that takes a moment, and no longer than the test's own limit of patience.
        while (!StepFixture.processes(mark).isEmpty() || !StepFixture.processes(directory.toString()).isEmpty()) {
            Thread.sleep(5);
        }
        assertThat(step.mounts()).isEmpty();
        step.delete();
    }
}
