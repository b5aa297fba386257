package slipway.conformance.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a newcomer reads first when something is missing: what it is, and what helps.
class FirstErrorTest {

    private static final Path SCRIPTS = Path.of("../cli/src/main/sh");

    private Place place;

    @BeforeEach
    void enter() throws IOException {
        assumeTrue(Place.isUsable(), "needs root and /bin/busybox");
        place = Place.make();
    }

    @AfterEach
    void leave() throws Exception {
        if (place != null) place.leave();
    }

    private static Outcome run(List<String> command, Path directory) throws IOException, InterruptedException {
        return new Running(String.join(" ", command), new ProcessBuilder(command).directory(directory.toFile()).start())
                .outcome();
    }

    /// A slipway where there is no network at all.
    private Slipway alone() throws IOException, InterruptedException {
        boolean mayBeAlone = new ProcessBuilder("unshare", "-n", "true").start().waitFor() == 0;
        assumeTrue(mayBeAlone, "needs unshare -n");
        return place.slipway("store").after("unshare", "-n");
    }

    private static void assertSays(Outcome outcome, int code, String what, String hint) {
        assertThat(outcome.code()).as("%s", outcome).isEqualTo(code);
        assertThat(outcome.err()).contains("error: ").contains(what).contains("= hint: ").contains(hint)
                .doesNotContain("Exception");
    }

    @Test
    void noNetwork() throws Exception {
        assertSays(alone().run("pull", "registry.invalid/x"), 5,
                "cannot find host registry.invalid, for this machine has no network", "ip link lists");
        assertSays(alone().run("pull", "192.0.2.1:5000/x"), 5,
                "192.0.2.1:5000 cannot be reached, for this machine has no network", "ip link lists");
        Path context = place.context("context", "FROM registry.invalid/base:1\nCOPY busybox /\n");
        Outcome build = alone().run("build", context.toString());
        assertSays(build, 5, "cannot find host registry.invalid", "ip link lists");
        assertThat(build.err()).contains("Dockerfile:1:6");
    }

    @Test
    void unknownRegistry() throws Exception {
        Slipway connected = alone().after("sh", "-c", """
                ip link set lo up
                ip link add s0 type dummy || ip link add s0 type veth peer name s1 || ip link add s0 type bridge || exit 1
                ip addr add 198.51.100.1/24 dev s0 && ip link set s0 up && { ip link set s1 up || true; } && exec "$@"
                """, "sh");
        assumeTrue(connected.run("version").code() == 0, "needs an interface of no use");
        assertSays(connected.run("pull", "registry.invalid/x"), 5, "cannot find host registry.invalid\n",
                "getent hosts registry.invalid");
        assertSays(connected.run("pull", "localhost:1/x"), 5, "localhost:1 refuses connections", "is the server running");
        assertSays(connected.run("pull", "192.0.2.1:5000/x"), 5, "192.0.2.1:5000 cannot be reached\n", "ip route");
    }

    @Test
    void networkOfAStep() throws Exception {
        Path context = place.context("context", """
                FROM scratch
                COPY busybox /
                RUN ["/busybox", "wget", "-O", "-", "http://registry.invalid/"]
                """);
        Outcome build = alone().run("build", context.toString());
        assertThat(build.code()).isEqualTo(4);
        assertThat(build.err()).contains("bad address 'registry.invalid'").contains("Dockerfile:3:1");
    }

    /// The launcher of a checkout, on a machine without any JDK but the one that `jdk` names.
    private Outcome launcher(String before, String... words) throws IOException, InterruptedException {
        Path checkout = place.directory("checkout");
        Files.createDirectories(checkout.resolve("cli/src/main/sh"));
        Files.copy(Path.of("../slipway"), checkout.resolve("slipway"), StandardCopyOption.COPY_ATTRIBUTES,
                StandardCopyOption.REPLACE_EXISTING);
        for (String script : List.of("build.sh", "run.sh", "rootless.sh")) {
            Files.copy(SCRIPTS.resolve(script), checkout.resolve("cli/src/main/sh/" + script),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(checkout.resolve("pom.xml"), "");
        var command = new ArrayList<>(List.of("env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/nonexistent",
                "unshare", "-m", "sh", "-ec",
                before + "; exec ./slipway \"$@\"", "sh"));
        command.addAll(List.of(words));
        return run(command, checkout);
    }

    @Test
    void noJdk() throws Exception {
        assumeTrue(new ProcessBuilder("unshare", "-m", "true").start().waitFor() == 0, "needs unshare -m");
        String hide = "for d in /usr/lib/jvm /opt; do if [ -d $d ]; then mount -t tmpfs none $d; fi; done";
        Outcome outcome = launcher(hide, "build", ".");
        assumeTrue(!outcome.err().contains("could not build itself"), "there is a JDK at an uncommon place");
        assertSays(outcome, 3, "slipway needs a JDK 25 or later to build itself, and found none",
                "apt-get install openjdk-25-jdk-headless");
        assertSays(launcher(hide + "; SLIPWAY_JAVA_HOME=/nowhere; export SLIPWAY_JAVA_HOME", "version"), 3,
                "SLIPWAY_JAVA_HOME is no JDK 25 or later: /nowhere",
                "bin/javac");
    }

    private Outcome asUser(User user, String before, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("unshare", "-m", "sh", "-ec", before + "; exec \"$@\"", "sh"));
        command.addAll(List.of(user.become()));
        command.addAll(List.of("sh", place.path("as-user.sh").toString()));
        command.addAll(List.of(words));
        return run(command, user.home());
    }

    @Test
    void noUserNamespaces() throws Exception {
        User user = User.make(place);
        try {
            user.slipway(place, "store");
            String what = "error: slipway build as an ordinary user needs a user namespace: ";
            assertSays(asUser(user, "mount --bind /dev/null /etc/subuid", "build", "true"), 3,
                    what + "/etc/subuid and /etc/subgid grant no 65536 identities",
                    "usermod --add-subuids 100000-165535");
            assertSays(asUser(user, "mount --bind /dev/null /usr/bin/newuidmap", "build", "true"), 3,
                    what + "the programs newuidmap and newgidmap", "apt-get install uidmap");
            Outcome limited = run(nested(user), user.home());
            assumeTrue(!limited.err().contains("Permission denied"), "namespaces cannot be limited here");
            assertSays(limited, 3, what + "user namespaces are turned off", "sysctl -w user.max_user_namespaces=15000");
        } finally {
            user.remove();
        }
    }

    /// Each user namespace has a limit of its own for those within: it is set in one that has the identities of the machine.
    private List<String> nested(User user) {
        String script = """
                mkfifo "$0"
                unshare -U -m sh -ec 'read go < "$0"; exec sh -ec "$1" "$@"' "$0" \
                    'echo 0 > /proc/sys/user/max_user_namespaces; exec "$@"' "$@" &
                while [ "$(readlink /proc/$!/ns/user)" = "$(readlink /proc/$$/ns/user)" ]; do sleep 0.05; done
                echo 0 0 4294967294 > /proc/$!/uid_map
                echo 0 0 4294967294 > /proc/$!/gid_map
                echo go > "$0"
                wait $!
                """;
        var command = new ArrayList<>(List.of("sh", "-ec", script, place.path("go").toString()));
        command.addAll(List.of(user.become()));
        command.addAll(List.of("sh", place.path("as-user.sh").toString(), "build", "true"));
        return command;
    }

    @Test
    void powerlessRoot() throws Exception {
        Path context = place.context("context", "FROM scratch\nCOPY busybox /\nRUN [\"/busybox\", \"true\"]\n");
        assertSays(place.slipway("store").after("setpriv", "--bounding-set", "-all", "--inh-caps=-all")
                .run("build", context.toString()), 3,
                "this container may not mount, so no step can run in it", "--cap-add SYS_ADMIN");
    }

    @Test
    void noRuntime() throws Exception {
        Path context = place.context("context", "FROM scratch\nCOPY busybox /\nRUN [\"/busybox\", \"true\"]\n");
        assertSays(place.slipway("store").with("PATH", "/nowhere").run("build", "--executor", "crun", context.toString()), 3,
                "crun", "install");
    }
}
