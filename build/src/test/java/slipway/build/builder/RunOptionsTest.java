package slipway.build.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.build.ProcessOptions;
import slipway.build.ProcessOptions.Entitlement;
import slipway.build.run.execute.Privileges;
import slipway.diagnostics.SlipwayException;

/// What options and flags of `RUN` other than mounts do, with each executor.
@ParameterizedClass
@EnumSource
class RunOptionsTest {

    @TempDir
    Path directory;

    @Parameter
    Workshop.Runner runner;

    private Workshop shop;

    @BeforeEach
    void open() throws IOException {
        shop = new Workshop(directory, Workshop.Form.OVERLAY);
        shop.runner = runner;
    }

    @AfterEach
    void close() throws IOException {
        if (shop != null) shop.close();
    }

    @Test
    void showsHostsLimitsAndMemory() throws Exception {
        shop.options = ProcessOptions.USUAL.withHosts(new LinkedHashMap<>(Map.of("db", "10.0.0.5")))
                .withLimits(List.of(new ProcessOptions.Limit("nofile", 100, 200))).withSharedMemory(OptionalLong.of(3 << 20));
        assertThat(shop.said("RUN grep ^10 /etc/hosts; ulimit -n; ulimit -Hn; df -k /dev/shm | grep -c ' 3072 '; hostname"))
                .isEqualTo("10.0.0.5\tdb\n100\n200\n1\nbuildkitsandbox\n");
    }

    @Test
    void goesByNamesOfHostsAndNotByAddresses() throws Exception {
        shop.options = ProcessOptions.USUAL.withHosts(new LinkedHashMap<>(Map.of("db", "10.0.0.5")));
        assertThat(shop.said("RUN echo ran")).isEqualTo("ran\n");
        shop.options = ProcessOptions.USUAL.withHosts(new LinkedHashMap<>(Map.of("db", "10.0.0.6")));
        assertThat(shop.said("RUN echo ran")).isEmpty();
        shop.options = ProcessOptions.USUAL.withHosts(new LinkedHashMap<>(Map.of("other", "10.0.0.6")));
        assertThat(shop.said("RUN echo ran")).isEqualTo("ran\n");
        shop.options = shop.options.withLimits(List.of(new ProcessOptions.Limit("nofile", 100, 200)));
        assertThat(shop.said("RUN echo ran")).isEqualTo("ran\n");
    }

    @Test
    void reachesNothingUnlessToldOtherwise() throws Exception {
        shop.options = ProcessOptions.USUAL.withNetwork(ProcessOptions.Network.NONE);
        String devices = "grep -c : /proc/net/dev";
        assertThat(shop.said("RUN " + devices)).isEqualTo("1\n");
        assertThat(shop.said("RUN --network=default " + devices + "; true")).isEqualTo("1\n");
        refuses("RUN --network=host true", "network.host is not allowed");
        allow(Entitlement.NETWORK_HOST);
        String seen = Files.readAllLines(Path.of("/proc/net/dev")).stream().filter(line -> line.contains(":")).count() + "\n";
        assertThat(shop.said("RUN --network=host " + devices)).isEqualTo(seen);
    }

    @Test
    void mayDoMoreOnlyIfAllowed() throws Exception {
        refuses("RUN --security=insecure true", "security.insecure is not allowed");
        assertThat(shop.said("RUN mkdir /m; mount -t tmpfs none /m 2>/dev/null || echo refused; grep -E '^(Seccomp|CapBnd):' /proc/self/status"))
                .startsWith("refused\n").contains("Seccomp:\t2").contains("CapBnd:\t00000000a80425fb");
        allow(Entitlement.SECURITY_INSECURE);
        boolean isRoot = Privileges.current() instanceof Privileges.Root;
        String said = shop.said("RUN --security=insecure mkdir /m; mount -t tmpfs none /m && echo mounted; grep -E '^Seccomp:' /proc/self/status; "
                + "grep -c ' /sys sysfs rw' /proc/mounts");
        if (isRoot) assertThat(said).startsWith("mounted\n").endsWith("1\n");
        assertThat(said).contains("Seccomp:\t" + seccomp());
        refuses("RUN --device=vendor.example/class=a true", "device is not allowed");
        allow(Entitlement.DEVICE);
        assertThat(shop.said("RUN --device=vendor.example/class=a echo without")).isEqualTo("without\n");
        refuses("RUN --device=vendor.example/class=a,required true", "there is no device vendor.example/class=a");
    }

    /// What this process itself has on.
    private static String seccomp() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("Seccomp:")).findFirst().orElseThrow()
                .substring("Seccomp:\t".length());
    }

    @Test
    void offersAgents() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh-keygen")), "needs OpenSSH");
        Path key = directory.resolve("key");
        assertThat(new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()).start().waitFor()).isZero();
        shop.options = ProcessOptions.USUAL.withAgents(new LinkedHashMap<>(Map.of("default", new ProcessOptions.Agent.Keys(List.of(key)))));
        String ask = "printf '\\000\\000\\000\\001\\013' | nc local:$SSH_AUTH_SOCK 2>/dev/null | head -c 9 | wc -c";
        assertThat(shop.said("RUN --mount=type=ssh,uid=5,gid=6,mode=0640 --mount=type=ssh,id=none,target=/s "
                + "stat -c '%F %a %u:%g' $SSH_AUTH_SOCK; echo $SSH_AUTH_SOCK; ls /s 2>/dev/null; " + (hasUnixNc() ? ask : "echo 9")))
                .isEqualTo("socket 640 5:6\n/run/buildkit/ssh_agent.0\n9\n");
        assertThat(shop.said("WORKDIR /w\nRUN --mount=type=ssh,target=s/t [ -S /w/s/t ] && echo $SSH_AUTH_SOCK")).isEqualTo("s/t\n");
        assertThat(shop.said("ENV SSH_AUTH_SOCK=/mine\nRUN --mount=type=ssh echo $SSH_AUTH_SOCK; ls /run/buildkit"))
                .isEqualTo("/mine\nssh_agent.0\n");
        assertThat(shop.said("RUN --mount=type=ssh,id=none echo $SSH_AUTH_SOCK; [ ! -e /run ]")).isEqualTo("/run/buildkit/ssh_agent.0\n");
        refuses("RUN --mount=type=ssh,id=none,required true", "there is no agent none");
    }

    private static boolean hasUnixNc() throws IOException, InterruptedException {
        var nc = new ProcessBuilder("/bin/busybox", "nc", "--help").redirectErrorStream(true).start();
        return new String(nc.getInputStream().readAllBytes()).contains("local:");
    }

    @Test
    void followsTheUserAndTheHostname() throws Exception {
        assertThat(shop.said("RUN mkdir /h && printf 'u:x:7:8::/h:/bin/sh\\n' > /etc/passwd && printf 'g:x:8:\\nmore:x:9:u\\nlast:x:10:u\\n' > /etc/group\n"
                + "USER u\nRUN echo $HOME; id -G\nUSER u:more\nRUN id -G\nUSER 77\nRUN echo $HOME; id -g")).isEqualTo("/h\n8 9 10\n9\n/\n0\n");
        shop.prologue = "";
        assertThat(shop.said("RUN (sleep 600 &) ; (sleep 600 & sleep 600) & echo done")).isEqualTo("done\n");
    }

    private void allow(Entitlement entitlement) {
        var allowed = new LinkedHashSet<>(shop.options.allowed());
        allowed.add(entitlement);
        shop.options = shop.options.withAllowed(allowed);
    }

    private void refuses(String instructions, String message) {
        assertThatThrownBy(() -> shop.said(instructions)).isInstanceOfSatisfying(SlipwayException.BadInput.class, e -> {
            assertThat(e.problem().message()).isEqualTo(message);
            assertThat(e.problem().location()).isPresent();
        });
    }
}
