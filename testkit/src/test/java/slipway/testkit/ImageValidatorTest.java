package slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.diagnostics.Problem;
import slipway.image.Descriptor;
import slipway.image.DiffId;
import slipway.image.Digest;
import slipway.image.HistoryEntry;
import slipway.image.Image;
import slipway.image.ImageConfig;
import slipway.image.Index;
import slipway.image.Manifest;
import slipway.image.MediaTypes;
import slipway.image.Platform;
import slipway.image.layer.Compression;
import slipway.image.validate.ImageValidator;

final class ImageValidatorTest {

    private final MemoryStore store = new MemoryStore();

    private List<String> problems(Descriptor artifact) throws IOException {
        return ImageValidator.validate(store, artifact).stream().map(Problem::message).toList();
    }

    /// An image whose manifest and configuration say something else than the good one's.
    private Descriptor altered(ImageConfig config, List<Descriptor> layers) {
        Descriptor stored = store.put(MediaTypes.OCI_CONFIG, config.toBytes());
        return store.put(MediaTypes.OCI_MANIFEST, Manifest.oci(stored, layers).toBytes());
    }

    @Test
    void goodImagesHaveNoProblems() throws IOException {
        for (Compression compression : Compression.DIRECT) {
            Image image = TestImages.image(store, Platform.parse("linux/arm/v6"), compression, "one", "two");
            assertThat(problems(image.descriptor())).isEmpty();
            assertThat(problems(TestImages.index(store, image).descriptor())).isEmpty();
        }
        assertThat(problems(TestImages.image(store).descriptor())).isEmpty();
    }

    @Test
    void missingAndDamagedBlobsAreAllFound() throws IOException {
        Image image = TestImages.image(store, "one", "two");
        store.damage(image.layers().get(0).descriptor().digest(), new byte[] {1, 2, 3});
        store.delete(image.layers().get(1).descriptor().digest());
        assertThat(problems(image.descriptor())).hasSize(2);
        store.delete(image.id());
        assertThat(problems(image.descriptor())).singleElement().asString().contains("configuration");
        store.damage(image.descriptor().digest(), "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(problems(image.descriptor())).hasSize(1);
        store.delete(image.descriptor().digest());
        assertThat(problems(image.descriptor())).singleElement().asString().contains("not here");
    }

    @Test
    void diffIdsMustBeThoseOfTheLayers() throws IOException {
        Image image = TestImages.image(store, "one", "two");
        List<DiffId> swapped = image.config().diffIds().reversed();
        Descriptor bad = altered(image.config().withLayers(swapped, image.config().history()), image.manifest().layers());
        assertThat(problems(bad)).hasSize(2).allSatisfy(problem -> assertThat(problem).contains("diffID"));
        Descriptor fewer = altered(image.config(), image.manifest().layers().subList(0, 1));
        assertThat(problems(fewer)).containsExactly("the manifest lists 1 layers, its configuration 2");
    }

    @Test
    void mediaTypesMustBeTrue() throws IOException {
        Image image = TestImages.image(store, "one");
        Descriptor layer = image.manifest().layers().getFirst();
        for (String wrong : List.of(MediaTypes.OCI_LAYER, MediaTypes.OCI_LAYER_ZSTD, MediaTypes.DOCKER_LAYER_GZIP,
                "text/plain", "")) {
            Descriptor bad = altered(image.config(), List.of(layer.withMediaType(wrong)));
            assertThat(problems(bad)).as(wrong).hasSize(1);
        }
        assertThat(problems(image.descriptor().withMediaType(MediaTypes.OCI_INDEX))).isNotEmpty();
        assertThat(problems(image.descriptor().withMediaType(MediaTypes.DOCKER_MANIFEST))).isNotEmpty();
    }

    @Test
    void historyTimesAndVariablesMustMakeSense() throws IOException {
        Image image = TestImages.image(store, "one");
        var history = new ArrayList<>(image.config().history());
        history.add(new HistoryEntry(Optional.of("yesterday"), "RUN true", Optional.empty(), Optional.empty(), false));
        ImageConfig config = ImageConfig.parse(new String(image.config().withLayers(image.config().diffIds(), history)
                .toBytes(),
                StandardCharsets.UTF_8).replace("\"config\":{}", "\"config\":{\"Env\":[\"=x\",\"PATH\"]}")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(problems(altered(config, image.manifest().layers()))).hasSize(4)
                .anySatisfy(problem -> assertThat(problem).contains("tells of 2 steps"))
                .anySatisfy(problem -> assertThat(problem).contains("yesterday"))
                .anySatisfy(problem -> assertThat(problem).endsWith("PATH"));
    }

    @Test
    void platformsMustBeThoseOfTheIndex() throws IOException {
        Image image = TestImages.image(store, "one");
        Index index = Index.of(List.of(image.descriptor().with(Platform.parse("linux/arm64"))), new LinkedHashMap<>());
        store.put(MediaTypes.OCI_INDEX, index.raw());
        assertThat(problems(index.descriptor())).singleElement().asString().contains("linux/arm64");
        Descriptor nowhere = altered(ImageConfig.empty(Platform.of("", "")), List.of());
        assertThat(problems(nowhere)).singleElement().asString().contains("operating system");
    }

    @Test
    void anIndexMayLackSomeOfItsImagesButNotAll() throws IOException {
        Image image = TestImages.image(store, "one");
        Descriptor absent = Descriptor.of(MediaTypes.OCI_MANIFEST, Digest.ofUtf8("absent"), 7)
                .with(Platform.parse("linux/arm64"));
        Index some = Index.of(List.of(image.descriptor(), absent), new LinkedHashMap<>());
        Index none = Index.of(List.of(absent), new LinkedHashMap<>());
        store.put(MediaTypes.OCI_INDEX, some.raw());
        store.put(MediaTypes.OCI_INDEX, none.raw());
        assertThat(problems(some.descriptor())).isEmpty();
        assertThat(problems(none.descriptor())).hasSize(1);
    }

    @Test
    void otherArtifactsAreCheckedAsBlobs() throws IOException {
        Descriptor config = store.put(MediaTypes.OCI_EMPTY, "{}".getBytes(StandardCharsets.UTF_8));
        Descriptor payload = store.put("application/json", "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        Descriptor artifact = store.put(MediaTypes.OCI_MANIFEST, Manifest.oci(config, List.of(payload)).toBytes());
        assertThat(problems(artifact)).isEmpty();
        store.damage(payload.digest(), "{\"a\":2}".getBytes(StandardCharsets.UTF_8));
        assertThat(problems(artifact)).hasSize(1);
    }
}
