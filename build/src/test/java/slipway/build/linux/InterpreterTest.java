package slipway.build.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.build.linux.Program.Cell;
import slipway.build.linux.Program.Label;

class InterpreterTest {
    @TempDir
    Path directory;

    @Test
    void callsBranchesForksAndWaits() throws Exception {
        for (Architecture architecture : Architecture.values()) {
            var command = new ArrayList<>(emulator(architecture));
            if (command.isEmpty() && Architecture.current().orElseThrow() != architecture) continue;
            command.add(Interpreter.install(architecture, directory).toString());
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try (var in = process.getOutputStream()) {
                byte[] program = program(architecture).encode();
                in.write(program, 0, 5); // In pieces: it has to read on.
                in.flush();
                Thread.sleep(20);
                in.write(program, 5, program.length - 5);
            }
            assertThat(new String(process.getInputStream().readAllBytes())).as(architecture.name())
                    .isEqualTo("child\nfailed as it should\nparent\n");
            assertThat(process.waitFor()).isEqualTo(3);
        }
    }

    @Test
    void isInstalledOnceAndRepaired() throws IOException {
        Path path = Interpreter.install(Architecture.X86_64, directory);
        var time = Files.getLastModifiedTime(path);
        assertThat(Interpreter.install(Architecture.X86_64, directory)).isEqualTo(path);
        assertThat(Files.getLastModifiedTime(path)).isEqualTo(time);
        Files.writeString(path, "broken");
        Interpreter.install(Architecture.X86_64, directory);
        assertThat(path).hasBinaryContent(Interpreter.image(Architecture.X86_64));
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void isRefusedAProgramThatEndsTooSoon() throws Exception {
        Architecture architecture = Architecture.current().orElseThrow();
        Process process = new ProcessBuilder(Interpreter.install(architecture, directory).toString()).start();
        process.getOutputStream().close();
        assertThat(process.waitFor()).isEqualTo(125);
    }

    private static Program program(Architecture architecture) {
        var program = new Program(architecture);
        Label wrong = program.label();
        Label child = program.label();
        Label failing = program.label();
        program.onFailure(wrong);
        Cell id = program.variable();
        Cell zero = program.number(0);
        program.call(Call.CLONE, program.number(Flag.SIGCHLD), zero, zero, zero, zero).into(id).when(0, child);
        program.call(Call.WAIT4, id, zero, program.number(Flag.WALL), zero);
        program.call(Call.CLOSE, program.number(77)).orElse(failing).then(wrong);
        program.place(child);
        say(program, "child\n");
        program.call(Call.EXIT_GROUP, zero);
        program.place(failing);
        say(program, "failed as it should\n");
        program.call(Call.CLOSE, program.number(77)).orNot();
        say(program, "parent\n");
        program.call(Call.EXIT_GROUP, program.number(3));
        program.place(wrong);
        program.call(Call.EXIT_GROUP, program.number(99));
        return program;
    }

    private static void say(Program program, String text) {
        program.call(Call.WRITE, program.number(1), program.text(text), program.number(text.length()));
    }

    /// A user-mode emulator, where one is on the path.
    private static List<String> emulator(Architecture architecture) {
        if (Architecture.current().equals(java.util.Optional.of(architecture))) return List.of();
        String name = "qemu-" + architecture.name().toLowerCase(Locale.ROOT);
        for (String directory : System.getenv("PATH").split(":")) {
            for (String suffix : List.of("-static", "")) {
                Path path = Path.of(directory, name + suffix);
                if (Files.isExecutable(path)) return List.of(path.toString());
            }
        }
        return List.of();
    }
}
