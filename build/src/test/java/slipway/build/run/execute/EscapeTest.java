package slipway.build.run.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.build.run.execute.ProcessSpec.User;

/// The program `escape.c` does not get out.
class EscapeTest {
    @TempDir
    Path directory;

    private StepFixture step;

    @BeforeEach
    void compile() throws Exception {
        step = new StepFixture(directory);
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "needs a C compiler");
        Path source = directory.resolve("escape.c");
        try (var in = EscapeTest.class.getResourceAsStream("escape.c")) {
            Files.copy(in, source);
        }
        Process gcc = new ProcessBuilder("gcc", "-static", "-O1", "-w", "-o", step.base.resolve("bin/escape").toString(),
                source.toString()).inheritIO().start();
        assumeTrue(gcc.waitFor() == 0, "needs a C compiler that links statically");
    }

    @Test
    void getsNowhereAsRoot() throws IOException {
        assertThat(tryEscapes(EmbeddedExecutor.in(step.scratch), User.ROOT)).isEqualTo("done\n");
    }

    @Test
    void getsNowhereAsSomebodyElse() throws IOException {
        assertThat(tryEscapes(EmbeddedExecutor.in(step.scratch), new User(1000, 1000, List.of()))).isEqualTo("done\n");
    }

    @Test
    void getsNowhereInADirectory() throws IOException {
        assertThat(tryEscapes(new RootFileSystem.Directory(step.base))).isEqualTo("done\n");
    }

    @Test
    void getsNowhereInARuntime() throws IOException {
        for (String name : List.of("crun", "runc")) {
            var path = System.getenv("PATH");
            if (OciRuntime.find(path).isEmpty()) continue;
            if (!Files.isExecutable(Path.of("/usr/bin", name)) && !Files.isExecutable(Path.of("/usr/sbin", name))) continue;
            var runtime = RuntimeExecutor.in(step.scratch, OciRuntime.named(name, path));
            assertThat(tryEscapes(runtime, User.ROOT)).as(name).isEqualTo("done\n");
        }
    }

    /// The program would notice: where only namespaces hold it, it finds ways to mount. It is kept from trying the others,
    /// which would reach the machine.
    @Test
    void getsSomewhereWithoutConfinement() throws IOException {
        var spec = ProcessSpec.of(step.overlay(), List.of("/bin/escape", "--mounts-only"))
                .confinement(ProcessSpec.Confinement.INSECURE);

        EmbeddedExecutor.in(step.scratch).execute(spec, step.sink(), new Cancellation());

        assertThat(step.out()).contains("ESCAPED mount tmpfs", "ESCAPED unshare mount", "ESCAPED fsopen");
    }

    private String tryEscapes(RootFileSystem root) throws IOException {
        return tryEscapes(EmbeddedExecutor.in(step.scratch), ProcessSpec.of(root, arguments()));
    }

    private String tryEscapes(Executor executor, User user) throws IOException {
        return tryEscapes(executor, ProcessSpec.of(step.overlay(), arguments()).user(user));
    }

    private String tryEscapes(Executor executor, ProcessSpec spec) throws IOException {
        step.out.reset();
        ExitStatus status = executor.execute(spec, step.sink(), new Cancellation());
        assertThat(status).as(step.out() + step.err()).isEqualTo(new ExitStatus.Exited(0));
        return step.out();
    }

    private List<String> arguments() throws IOException {
        Path token = directory.resolve("token-of-the-machine");
        if (!Files.exists(token)) Files.createFile(token);
        var arguments = new ArrayList<>(List.of("/bin/escape", token.toString()));
        ExecutorContract.disk().ifPresent(disk -> arguments.addAll(List.of(disk.split(" "))));
        return arguments;
    }
}
