package slipway.build.run.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.build.run.execute.ExtraMount.Access;
import slipway.build.run.execute.ExtraMount.Bind;
import slipway.build.run.execute.ExtraMount.SecretFile;
import slipway.build.run.execute.ExtraMount.Tmpfs;
import slipway.build.run.execute.ExtraMount.Writable;
import slipway.build.run.execute.ProcessSpec.HostEntry;
import slipway.build.run.execute.ProcessSpec.Network;
import slipway.build.run.execute.ProcessSpec.User;
import slipway.diagnostics.SlipwayException;

/// What every [Executor] does.
abstract class ExecutorContract {
    @TempDir
    Path directory;

    StepFixture step;

    /// The executor to test, or an assumption that fails.
    abstract Executor executor(Path scratch) throws IOException;

    @BeforeEach
    void prepare() throws IOException {
        step = new StepFixture(directory);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        if (step == null) return;
        assertThat(step.mounts()).isEmpty();
        assertThat(StepFixture.processes(directory.toString())).isEmpty();
        step.delete();
    }

    ExitStatus run(ProcessSpec spec) throws IOException {
        return executor(step.scratch).execute(spec, step.sink(), new Cancellation());
    }

    String outputOf(ProcessSpec spec) throws IOException {
        step.out.reset();
        assertThat(run(spec)).as(step.err()).isEqualTo(new ExitStatus.Exited(0));
        return step.out();
    }

    @Test
    void passesOutputErrorsAndExitCode() throws IOException {
        ExitStatus status = run(step.shell("echo out; echo err >&2; exit 7"));

        assertThat(status).isEqualTo(new ExitStatus.Exited(7));
        assertThat(step.out()).isEqualTo("out\n");
        assertThat(step.err()).isEqualTo("err\n");
    }

    @Test
    void keepsTheTailOfLongOutput() throws IOException {
        assertThat(outputOf(step.shell("seq 1 200000; echo -n end"))).endsWith("199999\n200000\nend");
    }

    @Test
    void givesTheEnvironmentAsItIs() throws IOException {
        ProcessSpec spec = ProcessSpec.of(step.overlay(), List.of("/bin/env"))
                .environment(List.of("PATH=/bin", "EMPTY=", "TEXT=a b\nc", "HOME=/nowhere"));

        assertThat(outputOf(spec)).isEqualTo("PATH=/bin\nEMPTY=\nTEXT=a b\nc\nHOME=/nowhere\n");
    }

    @Test
    void startsInTheDirectoryAndMakesIt() throws IOException {
        assertThat(outputOf(step.shell("pwd").directory("/tmp"))).isEqualTo("/tmp\n");
        assertThat(outputOf(step.shell("pwd").directory("/new/deep"))).isEqualTo("/new/deep\n");
        assertThat(step.changes()).containsExactly("new", "new/deep");
    }

    @Test
    void becomesTheUserWithItsGroupsAndNoRights() throws IOException {
        ProcessSpec spec = step.shell("id -u; id -g; id -G; grep Cap /proc/self/status")
                .user(new User(1000, 1001, List.of(20, 44)));

        assertThat(outputOf(spec).replaceAll("\\s+", " ")).isEqualTo("1000 1001 1001 20 44 CapInh: 0000000000000000 "
                + "CapPrm: 0000000000000000 CapEff: 0000000000000000 CapBnd: 00000000a80425fb CapAmb: 0000000000000000 ");
    }

    @Test
    void rootHasDockersRightsAndMayGainNoOthers() throws IOException {
        assertThat(outputOf(step.shell("grep -E 'Cap|NoNewPrivs|Seccomp:' /proc/self/status")).replaceAll("\\s+", " "))
                .isEqualTo("CapInh: 0000000000000000 CapPrm: 00000000a80425fb CapEff: 00000000a80425fb "
                        + "CapBnd: 00000000a80425fb CapAmb: 0000000000000000 NoNewPrivs: 0 Seccomp: 2 ");
    }

    @Test
    void setsUmaskHostNameAndSignals() throws IOException {
        assertThat(outputOf(step.shell("umask; hostname").hostname("builder"))).isEqualTo("0022\nbuilder\n");
        var signals = ProcessSpec.of(step.overlay(), List.of("/bin/grep", "-E", "Sig(Blk|Ign)", "/proc/self/status"));
        assertThat(outputOf(signals)).isEqualTo("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
    }

    @Test
    void passesStandardInput() throws IOException {
        byte[] longText = "line\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        assertThat(outputOf(step.shell("wc -l").stdin(longText)).strip()).isEqualTo("50000");
        assertThat(outputOf(step.shell("cat; echo none"))).isEqualTo("none\n");
    }

    @Test
    void findsProgramsOnThePath() throws IOException {
        ProcessSpec found = ProcessSpec.of(step.overlay(), List.of("echo", "hi")).environment(List.of("PATH=/none:/bin"));

        assertThat(outputOf(found)).isEqualTo("hi\n");
    }

    @Test
    void reportsSignals() throws IOException {
        // Below a shell that stays: a runtime makes the step's own process one that signals do not end.
        assertThat(run(step.shell("sh -c 'kill -9 $$'; exit $?")).code()).isEqualTo(137);
        assertThat(run(step.shell("sh -c 'kill -15 $$'; exit $?")).code()).isEqualTo(143);
    }

    @Test
    void leavesOnlyWhatTheStepChanged() throws IOException {
        FileTime old = FileTime.fromMillis(1_000_000_000_000L);
        Files.createDirectory(step.base.resolve("etc"));
        Files.setLastModifiedTime(step.base.resolve("etc"), old);
        Files.setLastModifiedTime(step.upper, old);
        ProcessSpec spec = step.shell("cat /etc/hosts /etc/resolv.conf >/dev/null && echo hi > /tmp/file").mounts(List.of(
                new Tmpfs("/run/deep/tmpfs", OptionalLong.empty(), Access.READ_WRITE),
                new SecretFile("s".getBytes(StandardCharsets.UTF_8), "/run/secrets/key", 0400, 0, 0)));

        outputOf(spec);

        assertThat(step.changes()).containsExactly("tmp", "tmp/file");
        assertThat(Files.getLastModifiedTime(step.upper)).isEqualTo(old);
    }

    @Test
    void leavesNothingInADirectoryOfItsOwn() throws IOException {
        FileTime old = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(step.base, old);
        var spec = ProcessSpec.of(new RootFileSystem.Directory(step.base), List.of("/bin/sh", "-c", "cat /etc/hosts; echo > /tmp/x"))
                .environment(List.of("PATH=/bin")).mounts(List.of(new Tmpfs("/run/deep/tmpfs", OptionalLong.empty(), Access.READ_WRITE)));

        assertThat(outputOf(spec)).startsWith("127.0.0.1\tlocalhost buildkitsandbox\n");

        try (var files = Files.list(step.base)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("bin", "tmp");
        }
        assertThat(Files.getLastModifiedTime(step.base)).isEqualTo(old);
        assertThat(step.base.resolve("tmp/x")).exists();
    }

    @Test
    void showsHostsAndExtraHosts() throws IOException {
        assertThat(outputOf(step.shell("cat /etc/hosts").extraHosts(List.of(new HostEntry("db.local", "10.1.2.3")))))
                .isEqualTo("127.0.0.1\tlocalhost buildkitsandbox\n::1\tlocalhost ip6-localhost ip6-loopback\n10.1.2.3\tdb.local\n");
    }

    @Test
    void mountsBindsTmpfsAndSecrets() throws IOException {
        Path cache = Files.createDirectory(directory.resolve("cache"));
        Path source = Files.createDirectories(directory.resolve("source/sub"));
        Files.writeString(source.resolve("file"), "from source");
        Path over = Files.createDirectories(directory.resolve("over/sub"));
        Files.writeString(over.resolve("more"), "from above");
        Path upper = Files.createDirectory(directory.resolve("forgotten"));
        Path work = Files.createDirectory(directory.resolve("forgotten-work"));
        StepFixture.open(cache, source, source.getParent(), over, over.getParent(), upper);
        ProcessSpec spec = step.shell("""
                cat /src/file /stack/file /stack/more /secret; stat -c ' %a %u:%g' /secret
                echo kept > /cache/kept; echo lost > /forget/lost; cat /forget/lost /one
                echo no > /src/no; echo no > /secret; true""")
                .mounts(List.of(
                        Bind.of(source, "/src", Access.READ_ONLY),
                        Bind.of(source.resolve("file"), "/one", Access.READ_ONLY),
                        Bind.of(cache, "/cache", Access.READ_WRITE),
                        new Writable(new RootFileSystem.Overlay(List.of(source), upper, work), "", "/forget"),
                        new Bind(List.of(source.getParent(), over.getParent()), "/sub", "/stack", Access.READ_ONLY),
                        new SecretFile("hush".getBytes(StandardCharsets.UTF_8), "/secret", 0440, 5, 6)));

        assertThat(outputOf(spec)).isEqualTo("from sourcefrom sourcefrom abovehush 440 5:6\nlost\nfrom source");
        assertThat(cache.resolve("kept")).hasContent("kept");
        assertThat(source.resolve("lost")).doesNotExist();
        assertThat(source.resolve("no")).doesNotExist();
        assertThat(step.changes()).isEmpty();
    }

    @Test
    void hasNoNetworkWhenItShallHaveNone() throws IOException {
        assertThat(outputOf(step.shell("ls /proc/self/net/ >/dev/null; grep -c : /proc/net/dev").network(Network.NONE)))
                .isEqualTo("1\n");
    }

    @Test
    void stacksHundredsOfLayers() throws IOException {
        var lowers = new ArrayList<Path>(List.of(step.base));
        for (int i = 0; i < 200; i++) {
            Path layer = Files.createDirectories(directory.resolve("layer,with:odd characters-" + "x".repeat(60) + i));
            Files.writeString(layer.resolve("n" + i), "");
            Files.writeString(layer.resolve("top"), Integer.toString(i));
            StepFixture.open(layer);
            lowers.add(layer);
        }
        var spec = ProcessSpec.of(new RootFileSystem.Overlay(lowers, step.upper, step.work),
                List.of("/bin/sh", "-c", "ls / | grep -c '^n'; cat /top")).environment(List.of("PATH=/bin"));

        assertThat(outputOf(spec)).isEqualTo("200\n199");
    }

    @Test
    void killsWhatIsLeftRunning() throws IOException {
        String mark = "7654" + ProcessHandle.current().pid();
        assertThat(outputOf(step.shell("(sleep " + mark + " & sleep " + mark + " &) ; echo done"))).isEqualTo("done\n");
        assertThat(StepFixture.processes(mark)).isEmpty();
    }

    @Test
    void endsAtOnceWhenCancelled() throws Exception {
        String mark = "8765" + ProcessHandle.current().pid();
        var cancellation = new Cancellation();
        var running = new CountDownLatch(1);
        Executor executor = executor(step.scratch);
        var result = CompletableFuture.supplyAsync(() -> {
            try {
                return executor.execute(step.shell("echo up; sleep " + mark + " & sleep " + mark),
                        (_, _, _) -> running.countDown(), cancellation);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                running.countDown();
            }
        });
        running.await();

        cancellation.cancel();

        assertThatThrownBy(result::join).hasCauseInstanceOf(SlipwayException.Interrupted.class);
        assertThat(StepFixture.processes(mark)).isEmpty();
        assertThatThrownBy(() -> executor.execute(step.shell("true"), OutputSink.nowhere(), cancellation))
                .isInstanceOf(SlipwayException.Interrupted.class);
    }

    @Test
    void passesOnAFailureOfTheOutput() throws IOException {
        Executor executor = executor(step.scratch);
        assertThatThrownBy(() -> executor.execute(step.shell("while true; do echo x; done"), (_, _, _) -> {
            throw new IOException("full");
        }, new Cancellation())).isInstanceOf(IOException.class).hasMessage("full");
    }

    @Test
    void keepsWhatItShouldNotSee() throws IOException {
        outputOf(step.shell("cat /proc/kcore | head -c 1 | wc -c; ls /proc/acpi /sys/firmware 2>/dev/null | wc -l"));
        assertThat(step.out().lines().filter(line -> line.strip().equals("0"))).hasSize(1);
        assertThat(run(step.shell("echo x > /proc/sys/kernel/hostname")).success()).isFalse();
        assertThat(run(step.shell("echo h > /proc/sysrq-trigger")).success()).isFalse();
        assertThat(run(step.shell("touch /sys/kernel/x")).success()).isFalse();
        assertThat(run(step.shell("mount -t tmpfs none /tmp")).success()).isFalse();
        assertThat(run(step.shell("unshare -U true")).success()).isFalse();
    }

    @Test
    void letsDeviceFilesBeMadeButNotUsed() throws IOException {
        if (Privileges.current().inUserNamespace()) return; // There they cannot be made.
        Optional<String> disk = disk();
        if (disk.isEmpty()) return;
        String script = "for d in /tmp /dev /dev/shm /; do mknod $d/disk b " + disk.get()
                + " || exit 9; head -c 1 $d/disk >/dev/null 2>&1 && exit 8; done; exit 0";
        assertThat(run(step.shell(script))).isEqualTo(new ExitStatus.Exited(0));
        assertThat(step.changes()).containsExactly("disk", "tmp", "tmp/disk");
    }

    /// The numbers of a block device of this machine.
    static Optional<String> disk() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/partitions"))) {
            return lines.skip(2).map(line -> line.strip().split("\\s+")).map(part -> part[0] + " " + part[1]).findFirst();
        }
    }
}
