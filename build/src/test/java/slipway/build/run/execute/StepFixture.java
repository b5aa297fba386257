package slipway.build.run.execute;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import slipway.build.run.execute.OutputSink.Channel;

/// A root with a shell, an upper directory over it, and what steps on them said.
final class StepFixture {
    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final List<String> COMMANDS = List.of("sh", "cat", "id", "true", "sleep", "ls", "env", "echo", "touch",
            "hostname", "kill", "grep", "mkdir", "rm", "mknod", "dd", "mount", "unshare", "umask", "seq", "stat", "chmod", "ps",
            "wget", "nc", "ip", "readlink", "head", "wc", "find");

    final Path directory;
    final Path base;
    final Path upper;
    final Path work;
    final Path scratch;
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();

    StepFixture(Path directory) throws IOException {
        assumeTrue(Files.isExecutable(BUSYBOX), "needs a static busybox");
        assumeTrue(Privileges.current().problem().isEmpty(), "needs root, or root of a user namespace");
        this.directory = directory;
        base = Files.createDirectories(directory.resolve("base"));
        upper = Files.createDirectory(directory.resolve("upper"));
        work = Files.createDirectory(directory.resolve("work"));
        scratch = Files.createDirectory(directory.resolve("scratch"));
        Path bin = Files.createDirectory(base.resolve("bin"));
        Files.copy(BUSYBOX, bin.resolve("busybox"));
        for (String command : COMMANDS) Files.createSymbolicLink(bin.resolve(command), Path.of("busybox"));
        Files.createDirectory(base.resolve("tmp"));
        open(base, upper, bin);
    }

    /// Directories that JUnit makes are for their owner only.
    static void open(Path... directories) throws IOException {
        for (Path path : directories) {
            Files.setPosixFilePermissions(path, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    RootFileSystem.Overlay overlay() {
        return new RootFileSystem.Overlay(List.of(base), upper, work);
    }

    ProcessSpec shell(String script) {
        return ProcessSpec.of(overlay(), List.of("/bin/sh", "-c", script)).environment(List.of("PATH=/bin"));
    }

    OutputSink sink() {
        return (channel, buffer, length) -> (channel == Channel.OUT ? out : err).write(buffer, 0, length);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /// All that lies in the upper directory, sorted.
    List<String> changes() throws IOException {
        try (var files = Files.walk(upper)) {
            return files.filter(file -> !file.equals(upper)).map(file -> upper.relativize(file).toString()).sorted().toList();
        }
    }

    /// The processes of the machine whose command line has this text in it.
    static List<String> processes(String text) throws IOException {
        var found = new ArrayList<String>();
        try (var directories = Files.list(Path.of("/proc"))) {
            for (Path process : directories.filter(path -> path.getFileName().toString().matches("[0-9]+")).toList()) {
                String command = commandLine(process);
                if (command.contains(text)) found.add(process.getFileName() + " " + command);
            }
        }
        return found;
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1).replace('\0', ' ');
        } catch (IOException | UncheckedIOException gone) {
            return "";
        }
    }

    /// The mounts of the machine that lie below our directory.
    List<String> mounts() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains(directory.toString())).toList();
        }
    }

    /// What JUnit cannot delete: directories whose owner has no right to them.
    void delete() throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(directory) && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) Files.delete(file);
            }
        }
    }
}
