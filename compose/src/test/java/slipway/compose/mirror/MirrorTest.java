package slipway.compose.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.compose.DebBuilder;
import slipway.compose.FixtureMirror;
import slipway.compose.SigningKey;
import slipway.compose.debian.PackageIndex;
import slipway.diagnostics.SlipwayException;

class MirrorTest {

    private static final Instant NOW = Instant.parse("2024-03-01T00:00:00Z");

    @TempDir
    Path directory;

    private FixtureMirror fixture;

    @BeforeEach
    void publish() throws IOException {
        fixture = new FixtureMirror(directory.resolve("mirror")).add(DebBuilder.of("app", "1").file("./app", "x")).publish();
    }

    private Mirror open() throws IOException {
        return open(fixture.address(), fixture.keyring());
    }

    private Mirror open(URI address, Path keyring) throws IOException {
        var source = new SuiteSource(address, "bookworm", List.of("main"), SuiteSource.Trust.of(keyring),
                Optional.of("debian"));
        return Mirror.open(source, downloads(), NOW).orElseThrow();
    }

    private Downloads downloads() {
        return new Downloads(directory.resolve("cache"), new Fetcher(Map.of()));
    }

    private PackageIndex index(Mirror mirror) throws IOException {
        var index = new PackageIndex("amd64");
        mirror.addTo(index, 0);
        return index;
    }

    @Test
    void believesWhatIsSigned() throws IOException {
        assertThat(index(open()).names()).containsExactly("app");
        assertThat(open().release().codename()).isEqualTo("bookworm");
    }

    @Test
    void believesOneGoodSignatureAmongUnknownOnes() throws IOException {
        String text = "Origin: Debian\nCodename: bookworm\nDate: Sat, 10 Feb 2024 10:00:00 UTC\n- odd: -line \nSHA256:\n "
                + "0".repeat(64) + " 0 x\n";
        Files.writeString(fixture.release(),
                SigningKey.clearSign(text, List.of(SigningKey.create(), fixture.key(), SigningKey.create())));
        assertThat(open().release().files()).containsKey("x");
    }

    @Test
    void acceptsAnArmoredAndAnEmbeddedKey() throws IOException {
        Path armored = Files.writeString(directory.resolve("key.asc"), fixture.key().armoredRing());
        assertThat(index(open(fixture.address(), armored)).names()).containsExactly("app");
        var trust = new SuiteSource.Trust(List.of(), Optional.of(fixture.key().armoredRing()));
        var source = new SuiteSource(fixture.address(), "bookworm", List.of("main"), trust, Optional.empty());
        assertThat(Mirror.open(source, downloads(), NOW)).isPresent();
    }

    @Test
    void refusesAReleaseThatWasChanged() throws IOException {
        String text = Files.readString(fixture.release());
        Files.writeString(fixture.release(), text.replace("Version: 12.5", "Version: 12.6"));
        assertThatThrownBy(this::open).isInstanceOf(SlipwayException.CorruptData.class)
                .hasMessageContaining("does not hold");
        Files.writeString(fixture.release(), text + "Extra: unsigned\n");
        assertThatThrownBy(this::open).isInstanceOf(SlipwayException.CorruptData.class)
                .hasMessageContaining("something follows");
        Files.writeString(fixture.release(), "Codename: evil\n" + text);
        assertThatThrownBy(this::open).isInstanceOf(SlipwayException.CorruptData.class)
                .hasMessageContaining("is not signed");
        Files.writeString(fixture.release(), text.replace("Hash: SHA256", "Comment: x"));
        assertThatThrownBy(this::open).isInstanceOf(SlipwayException.CorruptData.class).hasMessageContaining("armor header");
        Files.writeString(fixture.release(), text.substring(0, text.length() / 2));
        assertThatThrownBy(this::open).isInstanceOf(SlipwayException.CorruptData.class);
    }

    @Test
    void neverBelievesAnotherTextThanTheSignedOne() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        byte[] good = Files.readAllBytes(fixture.release());
        var release = open().release();
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] = (byte) (32 + random.nextInt(95));
            Files.write(fixture.release(), bad);
            try {
                assertThat(open().release()).as("seed %s", seed).isEqualTo(release);
            } catch (SlipwayException.CorruptData expected) {
                assertThat(expected.problem().message()).as("seed %s", seed).isNotBlank();
            }
        }
    }

    @Test
    void goesThroughTheProxyOfTheEnvironment() throws IOException {
        var asked = new ArrayList<String>();
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        proxy.start();
        try {
            String address = "http://127.0.0.1:" + proxy.getAddress().getPort();
            var fetcher = new Fetcher(Map.of("HTTP_PROXY", address, "no_proxy", "direct.test,127.0.0.1"));
            assertThat(fetcher.fetch(URI.create("http://mirror.test/x"), InputStream::readAllBytes)).isPresent();
            assertThat(fetcher.fetch(URI.create(address + "/y"), InputStream::readAllBytes)).isPresent();
            assertThat(asked).containsExactly("http://mirror.test/x", "/y");
        } finally {
            proxy.stop(0);
        }
    }

    @Test
    void refusesAnotherKeyAndAWeakHash() throws IOException {
        Path other = SigningKey.create().writeRing(directory.resolve("other.gpg"));
        assertThatThrownBy(() -> open(fixture.address(), other)).isInstanceOf(SlipwayException.CorruptData.class)
                .hasMessageContaining("by no key of the keyring");
        Files.writeString(fixture.release(),
                SigningKey.clearSign("Codename: bookworm", List.of(fixture.key()), HashAlgorithmTags.SHA1));
        assertThatThrownBy(this::open).isInstanceOf(SlipwayException.CorruptData.class).hasMessageContaining("by no key");
    }

    @Test
    void saysThatThereIsNoKeyring() {
        assertThatThrownBy(() -> open(fixture.address(), directory.resolve("missing.gpg")))
                .isInstanceOf(SlipwayException.BadInput.class)
                .hasMessageContaining("is not there");
        var source = new SuiteSource(fixture.address(), "bookworm", List.of("main"),
                new SuiteSource.Trust(List.of(), Optional.empty()), Optional.empty());
        assertThatThrownBy(() -> Mirror.open(source, downloads(), NOW)).isInstanceOf(SlipwayException.BadInput.class)
                .hasMessageContaining("no keyring");
    }

    @Test
    void refusesAnExpiredRelease() throws IOException {
        fixture.headers("Origin: Debian\nCodename: bookworm\nDate: Sat, 10 Feb 2024 10:00:00 UTC\n"
                + "Valid-Until: Sat, 17 Feb 2024 10:00:00 UTC\n").publish();
        assertThatThrownBy(this::open).isInstanceOf(SlipwayException.CorruptData.class).hasMessageContaining("has expired");
    }

    @Test
    void refusesAnotherSuite() throws IOException {
        fixture.headers("Origin: Debian\nSuite: oldstable\nCodename: bullseye\nDate: Sat, 10 Feb 2024 10:00:00 UTC\n")
                .publish();
        assertThatThrownBy(this::open).isInstanceOf(SlipwayException.CorruptData.class).hasMessageContaining("bullseye");
    }

    @Test
    void passesOverAnotherDistribution() throws IOException {
        fixture.headers("Origin: Somebody\nCodename: bookworm\nDate: Sat, 10 Feb 2024 10:00:00 UTC\n").publish();
        var source = new SuiteSource(fixture.address(), "bookworm", List.of("main"), SuiteSource.Trust.of(fixture.keyring()),
                Optional.of("debian"));
        assertThat(Mirror.open(source, downloads(), NOW)).isEmpty();
    }

    @Test
    void refusesAnIndexThatIsNotTheListedOne() throws IOException {
        byte[] bytes = Files.readAllBytes(fixture.index());
        bytes[bytes.length / 2] ^= 1;
        Files.write(fixture.index(), bytes);
        assertThatThrownBy(() -> index(open())).isInstanceOf(SlipwayException.CorruptData.class)
                .hasMessageContaining("is not the file that the signed index lists");
        assertThat(directory.resolve("cache/tmp")).isEmptyDirectory();
    }

    @Test
    void saysWhichSuiteOrComponentIsMissing() throws IOException {
        Mirror mirror = open();
        assertThatThrownBy(() -> mirror.addTo(new PackageIndex("s390x"), 0)).hasMessageContaining("no packages for s390x");
        var source = new SuiteSource(fixture.address(), "sid", List.of("main"), SuiteSource.Trust.of(fixture.keyring()),
                Optional.empty());
        assertThatThrownBy(() -> Mirror.open(source, downloads(), NOW)).hasMessageContaining("there is no suite sid");
    }

    @Test
    void fetchesOverHttpTriesAgainAndKeepsWhatItHas() throws IOException {
        var requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Path file = fixture.root().resolve(exchange.getRequestURI().getPath().substring(1).replaceFirst("^moved/", ""));
            int number = requests.incrementAndGet();
            if (number == 1) {
                exchange.sendResponseHeaders(503, -1);
            } else if (exchange.getRequestURI().getPath().startsWith("/moved/")) {
                exchange.getResponseHeaders().add("Location", exchange.getRequestURI().getPath().substring(6));
                exchange.sendResponseHeaders(302, -1);
            } else if (!Files.exists(file)) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                exchange.sendResponseHeaders(200, Files.size(file));
                Files.copy(file, exchange.getResponseBody());
            }
            exchange.close();
        });
        server.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/moved/");
            assertThat(index(open(address, fixture.keyring())).names()).containsExactly("app");
            int before = requests.get();
            assertThat(index(open(address, fixture.keyring())).names()).containsExactly("app");
            assertThat(requests.get()).as("only the release is asked for again").isEqualTo(before + 2);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void saysThatAMirrorCannotBeReached() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        URI address = URI.create("http://user:secret@127.0.0.1:" + port + "/");
        assertThatThrownBy(() -> open(address, fixture.keyring())).isInstanceOf(SlipwayException.NetworkFailed.class)
                .hasMessageContaining("cannot read http://127.0.0.1").hasMessageNotContaining("secret");
    }
}
