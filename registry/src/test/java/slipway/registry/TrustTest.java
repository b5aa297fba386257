package slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.diagnostics.SlipwayException;
import slipway.image.Image;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.TransferListener;
import slipway.registry.auth.Credentials;
import slipway.testkit.MemoryStore;
import slipway.testkit.registry.MemoryRegistry;
import slipway.testkit.registry.MemoryRegistry.ClientCertificates;

/// Registries over TLS whose certificates no system trusts.
class TrustTest {

    @TempDir
    Path directory;

    private Path authority;
    private SSLContext context;

    @BeforeEach
    void makeCertificates() throws Exception {
        Path keys = directory.resolve("keys.p12");
        keytool("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=a test", "-ext", "san=ip:127.0.0.1",
                "-validity", "3650", "-keystore", keys.toString(), "-storepass", "password");
        authority = directory.resolve("ca.pem");
        keytool("-exportcert", "-rfc", "-alias", "server", "-keystore", keys.toString(), "-storepass", "password", "-file",
                authority.toString());
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, "password".toCharArray());
        }
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, "password".toCharArray());
        context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
    }

    private void keytool(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }

    private void roundTrip(MemoryRegistry registry, RegistryConfiguration configuration) throws Exception {
        var store = new MemoryStore();
        Image image = Samples.image(store, Platform.of("linux", "amd64"), 100_000);
        Reference name = Reference.parse(registry.name() + "/app:1");
        try (var images = new RemoteImages(configuration, Credentials.none())) {
            images.write(image, name, store, TransferListener.SILENT);
            assertThat(images.resolve(name)).contains(image);
        }
    }

    @Test
    void nobodyIsTrustedUntilNamed() throws Exception {
        try (var registry = MemoryRegistry.startSecure(context, ClientCertificates.UNWANTED)) {
            assertThatThrownBy(() -> roundTrip(registry, Samples.quick()))
                    .isInstanceOfSatisfying(SlipwayException.NetworkFailed.class, e -> {
                assertThat(e.getMessage()).contains("the certificate of " + registry.name() + " is not trusted");
                assertThat(e.problem().hint().orElseThrow()).contains("\"ca\"").contains("\"insecure\"");
            });
            assertThat(registry.seen()).isEmpty();
            roundTrip(registry, Samples.quick().withAuthority(registry.name(), authority));
            roundTrip(registry, Samples.quick().withAuthority("127.0.0.1", authority));
            roundTrip(registry, Samples.quick().withInsecure(registry.name()));
            roundTrip(registry, Samples.quick().withEnvironment(Map.of("SSL_CERT_FILE", authority.toString())));
        }
    }

    @Test
    void certificatesLieWhereOtherToolsKeepThem() throws Exception {
        try (var registry = MemoryRegistry.startSecure(context, ClientCertificates.UNWANTED)) {
            Path place = Files.createDirectories(directory.resolve(".config/containers/certs.d").resolve(registry.name()));
            Files.copy(authority, place.resolve("own.crt"));
            roundTrip(registry, Samples.quick().withEnvironment(Map.of("HOME", directory.toString())));
        }
    }

    @Test
    void aRegistryMayWantToKnowWhoWeAre() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("keys.p12"))) {
            store.load(in, "password".toCharArray());
        }
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("client", store.getCertificate("server"));
        trusted.init(authorities);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "password".toCharArray());
        context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
        String key = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(store.getKey("server", "password".toCharArray()).getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        try (var registry = MemoryRegistry.startSecure(context, ClientCertificates.REQUIRED)) {
            Path place = Files.createDirectories(directory.resolve(".config/containers/certs.d").resolve(registry.name()));
            Files.copy(authority, place.resolve("own.crt"));
            var configuration = Samples.quick().withEnvironment(Map.of("HOME", directory.toString()));
            assertThatThrownBy(() -> roundTrip(registry, configuration)).isInstanceOf(SlipwayException.NetworkFailed.class);
            Files.copy(authority, place.resolve("me.cert"));
            assertThatThrownBy(() -> roundTrip(registry, configuration)).isInstanceOf(SlipwayException.BadInput.class)
                    .hasMessageContaining("has no key");
            Files.writeString(place.resolve("me.key"), key);
            roundTrip(registry, configuration);
        }
    }

    @Test
    void aFileThatHoldsNoCertificate() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "nothing");
        try (var registry = MemoryRegistry.startSecure(context, ClientCertificates.UNWANTED)) {
            assertThatThrownBy(() -> roundTrip(registry, Samples.quick().withAuthority(registry.name(), empty)))
                    .isInstanceOf(SlipwayException.BadInput.class).hasMessage("no certificate in " + empty);
        }
    }
}
