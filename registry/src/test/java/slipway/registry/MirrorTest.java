package slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.diagnostics.SlipwayException;
import slipway.image.Image;
import slipway.image.Layer;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.TransferListener;
import slipway.registry.auth.Credentials;
import slipway.testkit.MemoryStore;
import slipway.testkit.registry.Fault;
import slipway.testkit.registry.MemoryRegistry;

/// Registries that stand in for others, and registries that are not there.
class MirrorTest {

    private final MemoryStore store = new MemoryStore();

    private Image kept(MemoryRegistry registry, String repository) throws Exception {
        Image image = Samples.image(store, Platform.of("linux", "amd64"), 3000);
        try (var images = Samples.anonymous()) {
            images.write(image, Reference.parse(registry.name() + "/" + repository + ":1"), store, TransferListener.SILENT);
        }
        return image;
    }

    private static int closedPort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    @Test
    void aMirrorIsAskedFirst() throws Exception {
        try (var origin = MemoryRegistry.start(); var mirror = MemoryRegistry.start()) {
            Image image = kept(mirror, "cache/app");
            var configuration = Samples.quick().withMirrors(origin.name(), List.of("http://" + mirror.name() + "/cache/"));
            Reference name = Reference.parse(origin.name() + "/app:1");
            try (var images = new RemoteImages(configuration, Credentials.none())) {
                assertThat(images.resolve(name)).contains(image);
                var there = new MemoryStore();
                images.fetch(name, image.layers().stream().map(Layer::descriptor).toList(), there, TransferListener.SILENT);
                assertThat(there.list()).hasSize(1);
                assertThat(origin.seen()).isEmpty();
                images.write(image, name.withTag("2"), store, TransferListener.SILENT);
                assertThat(origin.contents().tags("app")).as("writing goes to the registry itself").containsExactly("2");
            }
        }
    }

    @Test
    void whatMirrorsLackOrSpoilComesFromTheRegistryItself() throws Exception {
        try (var origin = MemoryRegistry.start(); var empty = MemoryRegistry.start(); var wrong = MemoryRegistry.start()) {
            Image image = kept(origin, "app");
            kept(wrong, "app");
            String dead = "http://127.0.0.1:" + closedPort();
            var configuration = Samples.quick()
                    .withMirrors(origin.name(), List.of(dead, "http://" + empty.name(), "http://" + wrong.name()));
            wrong.fail("GET .*/manifests/.*", new Fault.Corrupt()).fail("GET .*/blobs/.*", new Fault.Corrupt())
                    .fail("GET .*/blobs/.*", new Fault.Corrupt());
            Reference name = Reference.parse(origin.name() + "/app:1");
            try (var images = new RemoteImages(configuration, Credentials.none())) {
                assertThat(images.resolve(name)).contains(image);
                var there = new MemoryStore();
                images.fetch(name, image.layers().stream().map(Layer::descriptor).toList(), there, TransferListener.SILENT);
                assertThat(there.list()).hasSize(1);
                assertThat(images.resolve(name.withTag("other"))).isEmpty();
            }
        }
    }

    @Test
    void whenNobodyAnswersEachIsNamed() throws Exception {
        try (var mirror = MemoryRegistry.start()) {
            var configuration = Samples.quick().withMirrors("registry.invalid", List.of("http://" + mirror.name()));
            try (var images = new RemoteImages(configuration, Credentials.none())) {
                assertThatThrownBy(() -> images.resolve(Reference.parse("registry.invalid/app:1")))
                        .isInstanceOfSatisfying(SlipwayException.NetworkFailed.class, e -> {
                            assertThat(e.getMessage()).startsWith("cannot read app:1: cannot find host registry.invalid");
                            assertThat(e.problem().hint().orElseThrow()).contains("name a mirror")
                                    .endsWith("mirror " + mirror.name() + " does not have it");
                            assertThat(e.exitCode()).isEqualTo(5);
                        });
            }
        }
    }

    @Test
    void aProxyFindsHostsThatWeDoNot() throws Exception {
        // Seen from here, a registry that takes whole addresses is a proxy.
        try (var proxy = MemoryRegistry.start()) {
            Image image = kept(proxy, "app");
            var environment = Map.of("HTTP_PROXY", "http://" + proxy.name(), "HTTPS_PROXY", "http://" + proxy.name());
            var configuration = Samples.quick().withInsecure("registry.invalid").withEnvironment(environment);
            try (var images = new RemoteImages(configuration, Credentials.none())) {
                assertThat(images.resolve(Reference.parse("registry.invalid/app:1"))).contains(image);
                assertThat(proxy.seen("GET http://registry.invalid/.*")).isNotEmpty();
            }
        }
    }

    @Test
    void aRegistryThatIsNotThere() throws Exception {
        String name = "127.0.0.1:" + closedPort();
        try (var images = Samples.anonymous()) {
            assertThatThrownBy(() -> images.resolve(Reference.parse(name + "/app:1")))
                    .isInstanceOf(SlipwayException.NetworkFailed.class)
                    .hasMessageContaining(name + " refuses connections");
        }
    }
}
