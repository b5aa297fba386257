package slipway.conformance.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Secrets are seen by the steps they are for and by nobody else: not a byte of them is in the store, in a log, in an image or
/// in what is printed, however a build ends.
class SecretTest {

    private static final String FILE = "a secret of two lines\nwhich-no-file-may-hold\n";
    private static final String VARIABLE = "token-that-nobody-shall-see";
    private static final String USES = """
            FROM scratch AS base
            COPY busybox /bin/busybox
            RUN ["/bin/busybox", "--install", "-s", "/bin"]
            FROM base
            RUN --mount=type=secret,id=file,uid=3 --mount=type=secret,id=token,env=TOKEN,target=/deep/er/token --mount=type=ssh \
             --mount=type=cache,target=/cache --mount=target=/context,rw \
             cat /run/secrets/file /deep/er/token; echo "is $TOKEN"; printf "%s" "$TOKEN" | cut -c1-9; env >&2; \
             wc -c < /run/secrets/file > /sizes; echo ${#TOKEN} >> /sizes; [ -S $SSH_AUTH_SOCK ] && echo socket >> /sizes
            """;

    @TempDir
    Path keys;

    private Path place;
    private Place room;
    private Path context;

    @BeforeEach
    void enter() throws Exception {
        assumeTrue(Place.isUsable(), "needs root and /bin/busybox");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/ssh-keygen")), "needs OpenSSH");
        room = Place.make();
        place = room.path("").toAbsolutePath();
        context = room.context("context", USES);
        Files.writeString(keys.resolve("secret.txt"), FILE);
        new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", keys.resolve("key").toString()).start().waitFor();
    }

    @AfterEach
    void leave() throws Exception {
        if (room != null) room.leave();
    }

    private List<String> words(String... more) {
        var words = new ArrayList<>(List.of("build", "--secret", "id=file,src=" + keys.resolve("secret.txt"), "--secret",
                "id=token,env=THE_TOKEN", "--ssh", "default=" + keys.resolve("key")));
        words.addAll(List.of(more));
        words.add(context.toString());
        return words;
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--executor=embedded --snapshotter=overlay", "--executor=embedded --snapshotter=copy", "--executor=crun --snapshotter=overlay",
        "--executor=runc --snapshotter=overlay"
    })
    void stayWhereTheyAre(String options) throws Exception {
        String executor = options.substring("--executor=".length(), options.indexOf(' '));
        assumeTrue(executor.equals("embedded") || Stream.of("/usr/bin/", "/usr/sbin/").anyMatch(bin -> Files.exists(Path.of(bin + executor))));
        Slipway slipway = room.slipway("store").withJavaOptions("-Djava.io.tmpdir=" + room.directory("tmp"));
        check(slipway.with("THE_TOKEN", VARIABLE), options.split(" "));
    }

    @Test
    void stayWhereTheyAreForOrdinaryUsers() throws Exception {
        User user = User.make(room);
        try {
            new ProcessBuilder("chmod", "-R", "a+rX", keys.toString()).start().waitFor();
            check(user.slipway(room, "store").with("THE_TOKEN", VARIABLE));
        } finally {
            user.remove();
        }
    }

    private void check(Slipway slipway, String... options) throws Exception {
        var plain = new ArrayList<>(words(options));
        Path out = slipway.store().resolveSibling("out");
        plain.addAll(1, List.of("--progress=plain", "-t", "app", "-o", "type=tar,dest=" + out + ".tar", "-o", "type=oci,dest=" + out + ".oci",
                "-o", "type=image"));
        Outcome built = slipway.succeed(plain.toArray(String[]::new));
        assertThat(built.err()).contains("is ****").contains("TOKEN=****").contains("token-tha\n");
        assertThat(Files.readString(Path.of(out + ".tar"), StandardCharsets.ISO_8859_1)).contains(FILE.length() + "\n" + VARIABLE.length()
                + "\nsocket\n");
        assertNothingShows(built.out() + built.err());

        var raw = new ArrayList<>(words(options));
        raw.addAll(1, List.of("--progress=rawjson", "--no-cache"));
        Outcome rawBuilt = slipway.succeed(raw.toArray(String[]::new));
        assertNothingShows(rawBuilt.out() + rawBuilt.err() + decoded(rawBuilt.err()));
        assertThat(decoded(rawBuilt.err())).contains("is ****");

        Files.writeString(context.resolve("Dockerfile"), USES.strip() + "; cat /run/secrets/file; exit 3\n");
        Outcome failed = slipway.run(words(options).toArray(String[]::new));
        assertThat(failed.code()).as("%s", failed).isEqualTo(4);
        assertNothingShows(failed.out() + failed.err());

        Files.writeString(context.resolve("Dockerfile"), USES.strip() + "; cp /run/secrets/file /dev/shm; echo step-is-up; sleep 98765\n");
        Running killed = slipway.start(words(options).toArray(String[]::new));
        killed.awaitOutput("step-is-up");
        assertThat(killed.isAlive()).isTrue();
        killed.kill();
        room.awaitNoProcess();
        assertNothingIsKept();
        slipway.succeed("store", "verify");
        assertNothingIsKept();
    }

    /// What a log of JSON holds in base 64.
    private static String decoded(String json) {
        var text = new StringBuilder();
        Matcher data = Pattern.compile("\"data\":\"([A-Za-z0-9+/=]*)\"").matcher(json);
        while (data.find()) text.append(new String(Base64.getDecoder().decode(data.group(1)), StandardCharsets.UTF_8));
        return text.toString();
    }

    private Map<String, String> secrets() throws IOException {
        var secrets = new TreeMap<String, String>();
        secrets.put("the variable", VARIABLE);
        for (String line : FILE.split("\n")) secrets.put("the line " + line, line);
        secrets.put("the key", Files.readAllLines(keys.resolve("key")).get(3));
        return secrets;
    }

    private void assertNothingShows(String text) throws IOException {
        secrets().forEach((name, secret) -> assertThat(text).as(name).doesNotContain(secret));
    }

    /// Looks into every file of ours, and into what is packed in it.
    private void assertNothingIsKept() throws IOException {
        var found = new ArrayList<String>();
        Path classes = room.path("library"); // This one is among them.
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(path -> !path.startsWith(classes) && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                byte[] bytes = Files.readAllBytes(file);
                String text = new String(bytes, StandardCharsets.ISO_8859_1) + unpacked(bytes);
                secrets().forEach((name, secret) -> {
                    if (text.contains(secret)) found.add(file + " has " + name);
                });
            }
        }
        assertThat(found).isEmpty();
    }

    private static String unpacked(byte[] bytes) throws IOException {
        if (bytes.length < 2 || bytes[0] != 0x1f || bytes[1] != (byte) 0x8b) return "";
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (java.io.EOFException cutShort) {
            return "";
        }
    }
}
