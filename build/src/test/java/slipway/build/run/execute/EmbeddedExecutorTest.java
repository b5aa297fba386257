package slipway.build.run.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddedExecutorTest extends ExecutorContract {

    @Override
    Executor executor(Path scratch) throws IOException {
        return EmbeddedExecutor.in(scratch);
    }

    @Test
    void diesOfItsOwnSignals() throws IOException {
        assertThat(run(step.shell("kill -9 $$"))).isEqualTo(new ExitStatus.Signalled(9));
        assertThat(run(step.shell("kill -11 $$"))).isEqualTo(new ExitStatus.Signalled(11));
    }

    @Test
    void saysWhyAProgramDoesNotStart() throws IOException {
        Files.writeString(step.base.resolve("text"), "no script");
        var path = List.of("PATH=/bin");
        assertThat(run(ProcessSpec.of(step.overlay(), List.of("nosuch")).environment(path)))
                .isEqualTo(new ExitStatus.NotStarted(127, "nosuch: not found in PATH"));
        assertThat(run(ProcessSpec.of(step.overlay(), List.of("/text")).environment(path)))
                .isEqualTo(new ExitStatus.NotStarted(126, "/text: not executable"));
        assertThat(run(ProcessSpec.of(step.overlay(), List.of("/bin/none")))).extracting(ExitStatus::code).isEqualTo(127);
    }

    @Test
    void mountsOverALinkThatLeadsNowhere() throws IOException {
        Files.createDirectory(step.base.resolve("etc"));
        StepFixture.open(step.base.resolve("etc"));
        Files.createSymbolicLink(step.base.resolve("etc/resolv.conf"), Path.of("../run/systemd/resolve/stub-resolv.conf"));

        assertThat(outputOf(step.shell("test -f /etc/resolv.conf && echo file"))).isEqualTo("file\n");
        assertThat(step.changes()).isEmpty();
    }

    @Test
    void removesThePlacesItMadeWhereALayerHidesOurs() throws IOException {
        Path etc = Files.createDirectory(step.base.resolve("etc"));
        Files.writeString(etc.resolve("hosts"), "the image's");
        StepFixture.open(etc);
        FileTime old = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(etc, old);
        ProcessSpec setUp = step.shell("true");
        assertThat(run(setUp).success()).isTrue();
        // A link in the image on the way to a place: the lowest layer's place is not seen.
        Files.createDirectory(step.base.resolve("real"));
        StepFixture.open(step.base.resolve("real"));
        Files.createSymbolicLink(step.base.resolve("link"), Path.of("real"));
        var tmpfs = new ExtraMount.Tmpfs("/link/inner", java.util.OptionalLong.of(1 << 20), ExtraMount.Access.READ_WRITE);

        assertThat(outputOf(step.shell("touch /real/inner/x; ls /link/inner").mounts(List.of(tmpfs)))).isEqualTo("x\n");

        assertThat(step.changes()).isSubsetOf("real");
        assertThat(Files.getLastModifiedTime(etc)).isEqualTo(old);
    }

    @Test
    void buriesOrphans() throws IOException {
        assertThat(outputOf(step.shell("""
                for i in 1 2 3 4 5; do (sh -c 'true' &) ; done; sleep 0.3
                grep -l '^State:.*Z' /proc/[0-9]*/status | wc -l""")).strip()).isEqualTo("0");
    }

    @Test
    void streamsOutputAsItComes() throws Exception {
        var order = new java.util.concurrent.LinkedBlockingQueue<String>();
        var spec = step.shell("echo first; while [ ! -e /go/now ]; do sleep 0.02; done; echo second");
        Path go = Files.createDirectory(directory.resolve("go"));
        StepFixture.open(go);
        var withGo = spec.mounts(List.of(ExtraMount.Bind.of(go, "/go", ExtraMount.Access.READ_ONLY)));
        OutputSink sink = (_, buffer, length) -> {
            order.add(new String(buffer, 0, length, java.nio.charset.StandardCharsets.UTF_8));
            if (!Files.exists(go.resolve("now"))) Files.createFile(go.resolve("now")); // Only now may it go on.
        };

        assertThat(executor(step.scratch).execute(withGo, sink, new Cancellation()).success()).isTrue();
        assertThat(order).containsExactly("first\n", "second\n");
    }
}
