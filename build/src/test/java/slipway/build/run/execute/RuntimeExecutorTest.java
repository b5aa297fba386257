package slipway.build.run.execute;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Nested;

class RuntimeExecutorTest {

    private static Executor executor(Path scratch, OciRuntime.Kind kind) throws IOException {
        String name = kind.name().toLowerCase(Locale.ROOT);
        String path = System.getenv("PATH");
        assumeTrue(OciRuntime.find(path).isPresent() && java.util.Arrays.stream(path.split(":"))
                .anyMatch(directory -> Path.of(directory, name).toFile().canExecute()), "needs " + name);
        return RuntimeExecutor.in(scratch, OciRuntime.named(name, path));
    }

    @Nested
    class Crun extends ExecutorContract {
        @Override
        Executor executor(Path scratch) throws IOException {
            return RuntimeExecutorTest.executor(scratch, OciRuntime.Kind.CRUN);
        }
    }

    @Nested
    class Runc extends ExecutorContract {
        @Override
        Executor executor(Path scratch) throws IOException {
            return RuntimeExecutorTest.executor(scratch, OciRuntime.Kind.RUNC);
        }
    }
}
