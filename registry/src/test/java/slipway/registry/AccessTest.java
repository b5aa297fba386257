package slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Image;
import slipway.image.MediaTypes;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.TransferListener;
import slipway.registry.auth.Credential;
import slipway.registry.auth.Credentials;
import slipway.registry.auth.DockerConfig;
import slipway.testkit.MemoryStore;
import slipway.testkit.registry.Access;
import slipway.testkit.registry.Fault;
import slipway.testkit.registry.MemoryRegistry;
import slipway.testkit.registry.Seen;

/// Registries that do not let everybody in.
class AccessTest {

    private static final Credential ANN = new Credential.Password("ann", "se:cret");

    @TempDir
    Path directory;

    private final MemoryStore store = new MemoryStore();
    private final Access.Bearer bearer = new Access.Bearer("ann", "se:cret", "identity");

    private Image roundTrip(MemoryRegistry registry, Credential credential) throws Exception {
        Image image = Samples.image(store, Platform.of("linux", "amd64"), 10, 3000);
        Reference name = Reference.parse(registry.name() + "/team/app:1");
        try (var images = new RemoteImages(Samples.quick(), Credentials.only(registry.name(), credential))) {
            images.write(image, name, store, TransferListener.SILENT);
            assertThat(images.resolve(name)).contains(image);
        }
        return image;
    }

    private void turnedAway(MemoryRegistry registry, Credential credential, String words) {
        Reference name = Reference.parse(registry.name() + "/team/app:1");
        try (var images = new RemoteImages(Samples.quick(), Credentials.only(registry.name(), credential))) {
            assertThatThrownBy(() -> images.resolve(name))
                    .isInstanceOfSatisfying(SlipwayException.NetworkFailed.class, e -> {
                assertThat(e.getMessage()).contains(words).doesNotContain("se:cret").doesNotContain("wrong")
                        .doesNotContain("guess");
                assertThat(e.problem().hint()).contains("slipway login " + registry.name());
            });
        }
    }

    @Test
    void aPassword() throws Exception {
        try (var registry = MemoryRegistry.start(new Access.Basic("ann", "se:cret"))) {
            roundTrip(registry, ANN);
            turnedAway(registry, Credential.NONE, "answered 401: authentication required");
            turnedAway(registry, new Credential.Password("ann", "wrong"), "answered 401");
        }
    }

    @Test
    void aTokenBoughtWithAPassword() throws Exception {
        try (var registry = MemoryRegistry.start(bearer)) {
            roundTrip(registry, ANN);
            assertThat(bearer.issuedCount()).as("one token to push, one to pull").isLessThanOrEqualTo(2);
            Seen request = registry.seen("GET /token.*").getFirst();
            assertThat(request.target()).contains("account=ann").contains("service=memory%2C+of+course")
                    .contains("scope=repository%3Ateam%2Fapp%3Apull");
            turnedAway(registry, Credential.NONE, "gives no access to anybody who is not logged in");
            turnedAway(registry, new Credential.Password("ann", "wrong"), "refuses the credentials of ann");
            turnedAway(registry, new Credential.IdentityToken("guess"), "refuses the stored identity token");
        }
    }

    @Test
    void aTokenBoughtWithAnIdentityToken() throws Exception {
        try (var registry = MemoryRegistry.start(bearer)) {
            roundTrip(registry, new Credential.IdentityToken("identity"));
            assertThat(registry.seen("GET /token.*")).isEmpty();
            assertThat(registry.seen("POST /token")).isNotEmpty();
        }
    }

    @Test
    void aTokenThatExpiresUnexpectedlyIsReplacedOnce() throws Exception {
        try (var registry = MemoryRegistry.start(bearer);
                var images = new RemoteImages(Samples.quick(), Credentials.only(registry.name(), ANN))) {
            Image image = roundTrip(registry, ANN);
            Reference name = Reference.parse(registry.name() + "/team/app:1");
            assertThat(images.resolve(name)).contains(image);
            int before = bearer.issuedCount();
            bearer.revokeAll();
            assertThat(images.resolve(name)).contains(image);
            assertThat(bearer.issuedCount()).isEqualTo(before + 1);
        }
    }

    @Test
    void takingOverFromANeighbourAsksForBothRepositories() throws Exception {
        try (var registry = MemoryRegistry.start(bearer);
                var images = new RemoteImages(Samples.quick(), Credentials.only(registry.name(), ANN))) {
            Image image = roundTrip(registry, ANN);
            Reference from = Reference.parse(registry.name() + "/team/app");
            Reference to = Reference.parse(registry.name() + "/other:1");
            images.write(image, to, new MemoryStore(), digest -> Optional.of(from), TransferListener.SILENT);
            assertThat(images.resolve(to)).contains(image);
            assertThat(registry.seen("GET /token.*"))
                    .anyMatch(request -> request.target().contains("scope=repository%3Aother%3Apull%2Cpush")
                    && request.target().contains("scope=repository%3Ateam%2Fapp%3Apull"));
        }
    }

    @Test
    void anotherHostSeesNoCredential() throws Exception {
        byte[] bytes = Samples.bytes(1, 1000);
        Descriptor blob = Descriptor.of(MediaTypes.OCI_LAYER, bytes);
        try (var elsewhere = MemoryRegistry.start(); var registry = MemoryRegistry.start(new Access.Basic("ann", "se:cret"));
                var images = new RemoteImages(Samples.quick(), Credentials.only(registry.name(), ANN))) {
            elsewhere.contents().putBlob("data", blob.digest(), bytes);
            String target = "http://" + elsewhere.name() + "/v2/data/blobs/" + blob.digest() + "?signature=hidden";
            // The first request gets the challenge; the redirect is for the one that is let in.
            registry.contents().putBlob("team/app", blob.digest(), bytes);
            Reference name = Reference.parse(registry.name() + "/team/app");
            images.ping(registry.name());
            registry.fail("GET .*/blobs/.*", new Fault.Refuse(307, Map.of("Location", target), ""));
            images.fetch(name, List.of(blob), store, TransferListener.SILENT);
            assertThat(store.read(blob)).isEqualTo(bytes);
            assertThat(registry.seen("GET .*/blobs/.*").getFirst().header("Authorization")).isPresent();
            assertThat(elsewhere.seen()).hasSize(1).allMatch(request -> request.header("Authorization").isEmpty());
        }
    }

    @Test
    void loginAsksTheRegistryBeforeItKeepsAnything() throws Exception {
        Path file = directory.resolve("docker/config.json");
        DockerConfig config = DockerConfig.at(file, Map.of());
        var logins = new Logins(Samples.quick(), config);
        try (var registry = MemoryRegistry.start(bearer)) {
            assertThatThrownBy(() -> logins.login(registry.name(), new Credential.Password("ann", "wrong")))
                    .isInstanceOf(SlipwayException.NetworkFailed.class);
            assertThat(file).doesNotExist();
            assertThat(logins.login("http://" + registry.name() + "/", ANN)).isEqualTo(new DockerConfig.Place.InFile(file));
            assertThat(config.of(registry.name())).isEqualTo(ANN);
            roundTrip(registry, config.of(registry.name()));
            assertThat(logins.logout(registry.name())).isTrue();
            assertThat(logins.logout(registry.name())).isFalse();
            assertThat(config.of(registry.name())).isEqualTo(Credential.NONE);
            assertThat(Files.readString(file)).doesNotContain(registry.name());
        }
    }
}
