package slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.Index;
import slipway.image.MediaTypes;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.TransferListener;
import slipway.image.store.DirectoryStore;
import slipway.registry.auth.Credentials;
import slipway.registry.transport.Limits;
import slipway.testkit.MemoryStore;
import slipway.testkit.registry.Fault;
import slipway.testkit.registry.MemoryRegistry;

/// Blobs on their way, and what comes between.
class TransferTest {

    private static final Platform AMD = Platform.of("linux", "amd64");

    @TempDir
    Path directory;

    private final byte[] bytes = Samples.bytes(7, 400_000);
    private final Descriptor blob = Descriptor.of(MediaTypes.OCI_LAYER, bytes);
    private final MemoryStore store = new MemoryStore();

    private Reference at(MemoryRegistry registry) {
        registry.contents().putBlob("app", blob.digest(), bytes);
        return Reference.parse(registry.name() + "/app:1");
    }

    private void fetched(MemoryRegistry registry) throws Exception {
        Reference name = at(registry);
        try (var images = Samples.anonymous()) {
            images.fetch(name, List.of(blob), store, TransferListener.SILENT);
        }
        assertThat(store.read(blob)).isEqualTo(bytes);
    }

    @Test
    void aBrokenDownloadGoesOnWhereItStopped() throws Exception {
        try (var registry = MemoryRegistry.start()) {
            fetched(registry.fail("GET .*/blobs/.*", new Fault.Break(150_000)));
            var requests = registry.seen("GET .*/blobs/.*");
            assertThat(requests).hasSize(2);
            assertThat(requests.get(0).header("Range")).isEmpty();
            assertThat(requests.get(1).header("Range").orElseThrow()).matches("bytes=[1-9]\\d*-");
        }
    }

    @Test
    void aRegistryThatKnowsNoRangesSendsAllAgain() throws Exception {
        try (var registry = MemoryRegistry.start()) {
            fetched(registry.fail("GET .*/blobs/.*", new Fault.Break(150_000))
                    .fail("GET .*/blobs/.*", new Fault.IgnoreRange()));
            assertThat(registry.seen("GET .*/blobs/.*")).hasSize(2);
        }
    }

    @Test
    void aDownloadThatFallsSilentIsTakenUpAnew() throws Exception {
        var impatient = new Limits(Duration.ofSeconds(5), Duration.ofMillis(400), 3, Duration.ofMillis(5),
                Duration.ofSeconds(1));
        try (var registry = MemoryRegistry.start();
                var images = new RemoteImages(RegistryConfiguration.usual().withLimits(impatient), Credentials.none())) {
            Reference name = at(registry.fail("GET .*/blobs/.*", new Fault.Stall(1000, Duration.ofSeconds(30))));
            images.fetch(name, List.of(blob), store, TransferListener.SILENT);
            assertThat(store.read(blob)).isEqualTo(bytes);
            assertThat(registry.seen("GET .*/blobs/.*").get(1).header("Range")).contains("bytes=1000-");
        }
    }

    @Test
    void passingFailuresAreTriedAgain() throws Exception {
        try (var registry = MemoryRegistry.start()) {
            fetched(registry.fail("GET .*/blobs/.*", Fault.Refuse.with(500))
                    .fail("GET .*/blobs/.*", new Fault.Refuse(429, Map.of("Retry-After", "0"), ""))
                    .fail("GET .*/blobs/.*", Fault.Refuse.with(503)));
            assertThat(registry.seen("GET .*/blobs/.*")).hasSize(4);
        }
    }

    @Test
    void lastingFailuresAreReportedWithWhatTheRegistrySays() throws Exception {
        try (var registry = MemoryRegistry.start(); var images = Samples.anonymous()) {
            for (int i = 0; i < 4; i++) {
                registry.fail("GET .*/manifests/.*", new Fault.Refuse(429, Map.of("Retry-After", "1000"),
                        """
                        {"errors": [{"code": "TOOMANYREQUESTS", "message": "slow \\u001b[31mdown",
                                "detail": "100 daily"}]}"""));
            }
            assertThatThrownBy(() -> images.resolve(Reference.parse(registry.name() + "/app:1")))
                    .isInstanceOfSatisfying(SlipwayException.NetworkFailed.class, e -> {
                        assertThat(e.problem().message()).isEqualTo("cannot read app:1: " + registry.name()
                                + " answered 429: slow [31mdown (100 daily)");
                        assertThat(e.problem().hint().orElseThrow()).contains("try again in 1000 s");
                    });
            assertThat(registry.seen("GET .*/manifests/.*")).as("nobody waits that long").hasSize(1);
        }
    }

    @Test
    void aDownloadThatNeverSucceedsEnds() throws Exception {
        try (var registry = MemoryRegistry.start()) {
            for (int i = 0; i < 50; i++) registry.fail("GET .*/blobs/.*", new Fault.Break(10));
            assertThatThrownBy(() -> fetched(registry)).isInstanceOfSatisfying(SlipwayException.NetworkFailed.class,
                    e -> assertThat(e.getMessage()).contains("cannot pull blob " + blob.digest()).contains("broke"));
            assertThat(registry.seen("GET .*/blobs/.*")).hasSize(Samples.QUICK.attempts());
        }
    }

    @Test
    void whatAnEarlierProcessLeftIsNotFetchedAgain() throws Exception {
        try (var registry = MemoryRegistry.start(); var images = Samples.anonymous()) {
            Reference name = at(registry);
            for (int i = 0; i < Samples.QUICK.attempts(); i++) registry.fail("GET .*/blobs/.*", new Fault.Break(50_000));
            try (var first = DirectoryStore.open(directory)) {
                assertThatThrownBy(() -> images.fetch(name, List.of(blob), first, TransferListener.SILENT))
                        .isInstanceOf(SlipwayException.NetworkFailed.class);
            }
            int before = registry.seen().size();
            try (var second = DirectoryStore.open(directory)) {
                images.fetch(name, List.of(blob), second, TransferListener.SILENT);
                assertThat(second.open(blob)).hasBinaryContent(bytes);
                assertThat(registry.seen()).hasSize(before + 1);
                assertThat(registry.seen().getLast().header("Range").orElseThrow()).matches("bytes=[1-9]\\d*-");
                images.fetch(name, List.of(blob), second, TransferListener.SILENT);
                assertThat(registry.seen()).as("it is here").hasSize(before + 1);
            }
        }
    }

    @Test
    void whatAnEarlierProcessSpoiledIsForgotten() throws Exception {
        try (var registry = MemoryRegistry.start(); var images = Samples.anonymous()) {
            Reference name = at(registry);
            try (var store = DirectoryStore.open(directory); var partial = store.resume(blob).orElseThrow()) {
                partial.stream().write(new byte[10]);
            }
            try (var store = DirectoryStore.open(directory)) {
                images.fetch(name, List.of(blob), store, TransferListener.SILENT);
                assertThat(store.open(blob)).hasBinaryContent(bytes);
            }
        }
    }

    private Image pushed(MemoryRegistry registry) throws Exception {
        Image image = Samples.image(store, AMD, 900_000);
        Reference name = Reference.parse(registry.name() + "/app:1");
        try (var images = Samples.anonymous()) {
            images.write(image, name, store, TransferListener.SILENT);
            assertThat(images.resolve(name)).contains(image);
        }
        Descriptor layer = image.layers().getFirst().descriptor();
        assertThat(registry.contents().blob("app", layer.digest()).orElseThrow()).isEqualTo(store.read(layer));
        return image;
    }

    @Test
    void aBrokenUploadGoesOnWhereItStopped() throws Exception {
        try (var registry = MemoryRegistry.start()) {
            Image image = Samples.image(store, AMD, 900_000);
            registry.contents().putBlob("app", image.id(), image.rawConfig());
            pushed(registry.fail("PUT .*/blobs/uploads/.*", new Fault.BreakUpload(300_000)));
            assertThat(registry.seen("PATCH .*")).extracting(request -> request.header("Content-Range").orElse(""))
                    .containsExactly("300000-899999");
        }
    }

    @Test
    void anUploadThatTheRegistryForgotStartsAnew() throws Exception {
        try (var registry = MemoryRegistry.start()) {
            pushed(registry.fail("PUT .*/blobs/uploads/.*", Fault.Refuse.with(502))
                    .fail("GET .*/blobs/uploads/.*", Fault.Refuse.with(404)));
            assertThat(registry.seen("POST .*/blobs/uploads/")).hasSize(3);
        }
    }

    @Test
    void aBlobTooLargeForOneBodyGoesInPieces() throws Exception {
        Image image = Samples.image(store, AMD, 20 << 20);
        try (var registry = MemoryRegistry.start(); var images = Samples.anonymous()) {
            registry.contents().putBlob("app", image.id(), image.rawConfig());
            registry.fail("PUT .*/blobs/uploads/.*", Fault.Refuse.with(413));
            Reference name = Reference.parse(registry.name() + "/app:1");
            images.write(image, name, store, TransferListener.SILENT);
            assertThat(registry.seen("PATCH .*")).extracting(request -> request.header("Content-Range").orElse(""))
                    .containsExactly("0-16777215", "16777216-20971519");
            assertThat(images.resolve(name)).contains(image);
        }
    }

    @Test
    void whatIsThereIsNotSentAgain() throws Exception {
        try (var registry = MemoryRegistry.start(); var images = Samples.anonymous()) {
            Image image = pushed(registry);
            int before = registry.seen("(POST|PATCH|PUT) .*/blobs/.*").size();
            images.write(image, Reference.parse(registry.name() + "/app:2"), new MemoryStore(), TransferListener.SILENT);
            assertThat(registry.seen("(POST|PATCH|PUT) .*/blobs/.*")).hasSize(before);
            assertThat(registry.contents().tags("app")).containsExactly("1", "2");
        }
    }

    @Test
    void blobsOfANeighbourAreTakenOver() throws Exception {
        try (var registry = MemoryRegistry.start(); var images = Samples.anonymous()) {
            Image image = pushed(registry);
            int before = registry.seen("PUT .*/blobs/.*").size();
            Origins origins = digest -> Optional.of(Reference.parse(registry.name() + "/app"));
            Reference other = Reference.parse(registry.name() + "/other:1");
            images.write(image, other, new MemoryStore(), origins, TransferListener.SILENT);
            assertThat(registry.seen("PUT .*/blobs/.*")).hasSize(before);
            assertThat(registry.seen("POST /v2/other/blobs/uploads/\\?mount=.*&from=app")).hasSize(2);
            assertThat(images.resolve(other)).contains(image);
        }
    }

    @Test
    void blobsOfAnotherRegistryAreBroughtWhenTheyAreNeeded() throws Exception {
        try (var far = MemoryRegistry.start(); var near = MemoryRegistry.start(); var images = Samples.anonymous()) {
            Image image = pushed(far);
            Origins origins = digest -> Optional.of(Reference.parse(far.name() + "/app"));
            Reference other = Reference.parse(near.name() + "/app:1");
            images.write(image, other, new MemoryStore(), origins, TransferListener.SILENT);
            assertThat(images.resolve(other)).contains(image);
            assertThatThrownBy(() ->
                    images.write(Samples.image(new MemoryStore(), AMD, 5), other, new MemoryStore(),
                    TransferListener.SILENT))
                    .isInstanceOf(SlipwayException.BadInput.class).hasMessageContaining("is not here");
        }
    }

    @Test
    void childrenGoBeforeTheirIndex() throws Exception {
        try (var registry = MemoryRegistry.start(); var images = Samples.anonymous()) {
            Index index = Samples.index(store);
            images.write(index, Reference.parse(registry.name() + "/app:1"), store, TransferListener.SILENT);
            assertThat(registry.seen("PUT /v2/app/manifests/.*"))
                    .extracting(request -> request.target().replaceFirst(".*/", ""))
                    .containsExactly(index.manifests().get(0).digest().toString(),
                            index.manifests().get(1).digest().toString(), "1");
            int last = registry.seen().indexOf(registry.seen("PUT .*/blobs/.*").getLast());
            assertThat(registry.seen().indexOf(registry.seen("PUT .*/manifests/.*").getFirst())).isGreaterThan(last);
        }
    }

    @Test
    void aDigestInTheNameIsADemand() throws Exception {
        try (var registry = MemoryRegistry.start(); var images = Samples.anonymous()) {
            Image image = Samples.image(store, AMD, 10);
            Reference name = Reference.parse(registry.name() + "/app");
            Reference exact = new Reference(name.registry(), name.repository(), Optional.empty(),
                    Optional.of(image.descriptor().digest()));
            images.write(image, exact, store, TransferListener.SILENT);
            assertThat(registry.contents().tags("app")).isEmpty();
            assertThat(images.resolve(exact)).contains(image);
            assertThatThrownBy(() ->
                    images.write(image, exact.with(Digest.ofUtf8("another")), store, TransferListener.SILENT))
                    .isInstanceOf(SlipwayException.BadInput.class);
        }
    }

    @Test
    void aStreamedBlobIsVerified() throws Exception {
        try (var registry = MemoryRegistry.start(); var images = Samples.anonymous()) {
            Reference name = at(registry);
            try (var in = images.open(name, blob)) {
                assertThat(in.readAllBytes()).isEqualTo(bytes);
            }
            registry.fail("GET .*/blobs/.*", new Fault.Corrupt());
            try (var in = images.open(name, blob)) {
                assertThatThrownBy(in::readAllBytes).isInstanceOf(SlipwayException.CorruptData.class);
            }
        }
    }

    @Test
    void referrersAreListedByTheTagThatStandsIn() throws Exception {
        try (var registry = MemoryRegistry.start(); var images = Samples.anonymous()) {
            Image subject = pushed(registry);
            Reference name = Reference.parse(registry.name() + "/app:1");
            String manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"config\":"
                    + Descriptor.of(MediaTypes.OCI_EMPTY, "{}".getBytes()).toJson().toText() + ",\"layers\":[],\"subject\":"
                    + subject.descriptor().toJson().toText() + "}";
            Reference signature = Reference.parse(registry.name() + "/app:signature");
            Descriptor kept = images.put(signature, MediaTypes.OCI_MANIFEST, manifest.getBytes());
            assertThat(images.referrers(name, subject.descriptor().digest(), "")).containsExactly(kept);
            assertThat(images.manifest(signature).orElseThrow().descriptor()).isEqualTo(kept);
        }
    }
}
