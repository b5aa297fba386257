package slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.MediaTypes;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.TransferListener;
import slipway.testkit.MemoryStore;
import slipway.testkit.registry.Fault;
import slipway.testkit.registry.MemoryRegistry;

/// Registries that lie.
class HostileRegistryTest {

    private final MemoryStore store = new MemoryStore();

    private void refused(MemoryRegistry registry, Class<? extends SlipwayException> kind, String words) {
        Reference name = Reference.parse(registry.name() + "/app:1");
        try (var images = Samples.anonymous()) {
            assertThatThrownBy(() -> images.resolve(name)).isInstanceOf(kind).hasMessageContaining(words);
        }
    }

    private static void manifest(MemoryRegistry registry, String mediaType, String text) {
        registry.contents().putManifest("app", "1", mediaType, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aManifestWithoutEnd() {
        try (var registry = MemoryRegistry.start()) {
            manifest(registry, MediaTypes.OCI_MANIFEST, "{}");
            registry.fail("GET .*/manifests/.*", new Fault.Flood(1L << 40));
            refused(registry, SlipwayException.CorruptData.class, "more than 4 MiB");
        }
    }

    @Test
    void manifestsThatAreNone() {
        try (var registry = MemoryRegistry.start()) {
            manifest(registry, MediaTypes.OCI_MANIFEST, "<html>");
            refused(registry, SlipwayException.CorruptData.class, "it is no manifest");
            manifest(registry, MediaTypes.OCI_MANIFEST, "{\"layers\":[],\"layers\":[]}");
            refused(registry, SlipwayException.CorruptData.class, "it is no manifest");
            manifest(registry, MediaTypes.OCI_MANIFEST, "{\"manifests\":[],\"layers\":[]}");
            refused(registry, SlipwayException.CorruptData.class, "both an index and a manifest");
            manifest(registry, MediaTypes.OCI_MANIFEST, "{\"manifests\":[]}");
            refused(registry, SlipwayException.CorruptData.class, "its media type is not what it holds");
            manifest(registry, "application/vnd.docker.distribution.manifest.v1+prettyjws", "{\"schemaVersion\":1}");
            refused(registry, SlipwayException.BadInput.class, "old format, schema 1");
        }
    }

    @Test
    void aManifestWithOtherBytes() throws Exception {
        Image image = Samples.image(store, Platform.of("linux", "amd64"), 10);
        try (var registry = MemoryRegistry.start(); var images = Samples.anonymous()) {
            registry.contents().putManifest("app", "1", MediaTypes.OCI_MANIFEST, image.raw());
            registry.fail("GET .*/manifests/.*", new Fault.Corrupt());
            refused(registry, SlipwayException.CorruptData.class, "sent other bytes than promised");
            registry.fail("GET .*/manifests/.*", new Fault.Corrupt());
            Reference exact = Reference.parse(registry.name() + "/app").with(image.descriptor().digest());
            assertThatThrownBy(() -> images.resolve(exact)).isInstanceOfSatisfying(SlipwayException.CorruptData.class,
                    e -> assertThat(e.exitCode()).isEqualTo(6));
        }
    }

    @Test
    void aConfigurationThatIsHuge() {
        try (var registry = MemoryRegistry.start()) {
            Descriptor huge = Descriptor.of(MediaTypes.OCI_CONFIG, Digest.ofUtf8("x"), 1L << 40);
            manifest(registry, MediaTypes.OCI_MANIFEST,
                    "{\"schemaVersion\":2,\"config\":" + huge.toJson().toText() + ",\"layers\":[]}");
            refused(registry, SlipwayException.CorruptData.class, "at most 8388608 are expected");
        }
    }

    @Test
    void redirectsWithoutEnd() {
        try (var registry = MemoryRegistry.start()) {
            for (int i = 0; i < 20; i++) registry.fail("GET .*/manifests/.*",
                    new Fault.Refuse(307, Map.of("Location", "/v2/app/manifests/1"), ""));
            refused(registry, SlipwayException.NetworkFailed.class, "redirects without end");
            assertThat(registry.seen("GET .*/manifests/.*")).hasSizeLessThan(15);
        }
    }

    @Test
    void redirectsToNowhere() {
        for (String location : List.of("file:///etc/passwd", "http://", "http://user:pw@127.0.0.1/", "gopher://127.0.0.1/",
                "http://a b/")) {
            try (var registry = MemoryRegistry.start()) {
                registry.fail("GET .*/manifests/.*", new Fault.Refuse(302, Map.of("Location", location), ""));
                refused(registry, SlipwayException.NetworkFailed.class, "which is no address");
            }
        }
    }

    private void blobRefused(byte[] kept, Descriptor promised, Fault fault, Class<? extends SlipwayException> kind,
            String words) {
        try (var registry = MemoryRegistry.start(); var images = Samples.anonymous()) {
            registry.contents().putBlob("app", promised.digest(), kept);
            for (int i = 0; i < 10; i++) registry.fail("GET .*/blobs/.*", fault);
            Reference name = Reference.parse(registry.name() + "/app:1");
            assertThatThrownBy(() -> images.fetch(name, List.of(promised), store, TransferListener.SILENT))
                    .isInstanceOf(kind).hasMessageContaining(words).hasMessageContaining(registry.name());
            assertThat(store.contains(promised.digest())).isFalse();
        }
    }

    @Test
    void blobsThatAreNotWhatTheirDigestSays() {
        byte[] bytes = Samples.bytes(1, 5000);
        Descriptor blob = Descriptor.of(MediaTypes.OCI_LAYER, bytes);
        Fault none = new Fault.IgnoreRange();
        blobRefused(bytes, blob, new Fault.Corrupt(), SlipwayException.CorruptData.class, "has other bytes");
        blobRefused(Samples.bytes(2, 5000), blob, none, SlipwayException.CorruptData.class, "has other bytes");
        blobRefused(Samples.bytes(1, 4999), blob, none, SlipwayException.CorruptData.class, "announces 4999");
        blobRefused(Samples.bytes(1, 5001), blob, none, SlipwayException.CorruptData.class, "announces 5001");
        blobRefused(bytes, blob, new Fault.Misstate(9000), SlipwayException.CorruptData.class, "announces 9000");
        blobRefused(bytes, blob, new Fault.Misstate(100), SlipwayException.CorruptData.class, "announces 100");
        blobRefused(bytes, blob, new Fault.Flood(1L << 40), SlipwayException.CorruptData.class, "longer than 5000");
    }

    @Test
    void anotherPartThanWasAskedFor() {
        byte[] bytes = Samples.bytes(1, 5000);
        Descriptor blob = Descriptor.of(MediaTypes.OCI_LAYER, bytes);
        try (var registry = MemoryRegistry.start(); var images = Samples.anonymous()) {
            registry.contents().putBlob("app", blob.digest(), bytes);
            registry.fail("GET .*/blobs/.*", new Fault.Break(100));
            registry.fail("GET .*/blobs/.*", new Fault.Refuse(206, Map.of("Content-Range", "bytes 0-4999/5000"), "x"));
            assertThatThrownBy(() ->
                    images.fetch(Reference.parse(registry.name() + "/app"), List.of(blob), store, TransferListener.SILENT))
                    .isInstanceOf(SlipwayException.NetworkFailed.class).hasMessageContaining("another part");
        }
    }

    @Test
    void aRegistryThatStoresAnotherManifest() throws Exception {
        Image image = Samples.image(store, Platform.of("linux", "amd64"), 10);
        try (var registry = MemoryRegistry.start(); var images = Samples.anonymous()) {
            registry.fail("PUT .*/manifests/.*",
                    new Fault.Refuse(201, Map.of("Docker-Content-Digest", Digest.ofUtf8("x").toString()), ""));
            assertThatThrownBy(() ->
                    images.write(image, Reference.parse(registry.name() + "/app"), store, TransferListener.SILENT))
                    .isInstanceOf(SlipwayException.CorruptData.class).hasMessageContaining("stored another manifest");
        }
    }
}
