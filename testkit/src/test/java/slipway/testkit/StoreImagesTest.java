package slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.Index;
import slipway.image.Manifest;
import slipway.image.MediaTypes;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.TransferListener;
import slipway.image.layer.Compression;
import slipway.image.store.Artifacts;
import slipway.image.store.StoreImages;

final class StoreImagesTest {

    private static final Reference APP = Reference.parse("app:1");
    private static final Platform ARM = Platform.parse("linux/arm64");

    private final MemoryStore store = new MemoryStore();
    private final StoreImages images = new StoreImages(store);

    @Test
    void findsByNameAndByDigest() throws IOException {
        Image image = TestImages.image(store, "one");
        store.name(APP, image.descriptor());
        assertThat(images.resolve(APP)).contains(image);
        assertThat(images.resolve(APP, ARM)).contains(image);
        assertThat(images.resolve(Reference.parse("other"))).isEmpty();
        assertThat(images.resolve(Reference.parse("unnamed@" + image.descriptor().digest()))).contains(image);
        assertThat(images.resolve(Reference.parse("app@" + Digest.ofUtf8("absent")))).isEmpty();
        assertThatThrownBy(() -> images.resolve(Reference.parse("app@" + image.layers().getFirst().descriptor().digest())))
                .isInstanceOf(SlipwayException.CorruptData.class);
    }

    @Test
    void choosesByPlatform() throws IOException {
        Image intel = TestImages.image(store, "intel");
        Image arm = TestImages.image(store, ARM, Compression.GZIP, "arm");
        store.name(APP, TestImages.index(store, intel, arm).descriptor());
        assertThat(images.resolve(APP, ARM)).contains(arm);
        assertThatThrownBy(() -> images.resolve(APP, Platform.parse("linux/s390x")))
                .isInstanceOf(SlipwayException.BadInput.class)
                .hasMessage("app:1 has no image for linux/s390x")
                .satisfies(e -> assertThat(((SlipwayException) e).problem().hint())
                        .contains("it has images for linux/amd64, linux/arm64"));
        store.delete(arm.descriptor().digest());
        assertThat(images.resolve(APP, ARM)).isEmpty();
    }

    @Test
    void asksConfigurationsWhereAnIndexSaysNothing() throws IOException {
        Image intel = TestImages.image(store, "intel");
        Image arm = TestImages.image(store, ARM, Compression.GZIP, "arm");
        Index index = Index.of(List.of(plain(intel), plain(arm)), new LinkedHashMap<>());
        store.put(MediaTypes.OCI_INDEX, index.raw());
        Index nested = Index.of(List.of(index.descriptor()), new LinkedHashMap<>());
        store.put(MediaTypes.OCI_INDEX, nested.raw());
        store.name(APP, nested.descriptor());
        assertThat(images.resolve(APP, ARM)).contains(arm);
    }

    private static Descriptor plain(Image image) {
        return Descriptor.of(image.descriptor().mediaType(), image.descriptor().digest(), image.descriptor().size());
    }

    @Test
    void copiesWithEverythingAndTellsOfIt() throws IOException {
        Image image = TestImages.image(store, "one", "two");
        var into = new MemoryStore();
        var heard = new ArrayList<Digest>();
        into.put("x", store.read(image.layers().getFirst().descriptor()));
        new StoreImages(into).write(image, APP, store, (direction, blob, bytes) -> {
            if (bytes == blob.size() && !heard.contains(blob.digest())) heard.add(blob.digest());
        });
        assertThat(new StoreImages(into).resolve(APP)).contains(image);
        assertThat(heard).containsExactly(image.layers().get(0).descriptor().digest(), image.layers().get(1).descriptor()
                .digest(),
                image.id(), image.descriptor().digest());
        var layersOnly = new MemoryStore();
        images.fetch(APP, image.manifest().layers(), layersOnly, TransferListener.SILENT);
        assertThat(layersOnly.list()).hasSize(2);
    }

    @Test
    void refusesToWriteWhatIsNotWhole() throws IOException {
        Image image = TestImages.image(store, "one", "two");
        store.delete(image.layers().get(1).descriptor().digest());
        assertThatThrownBy(() -> new StoreImages(new MemoryStore()).write(image, APP, store, TransferListener.SILENT))
                .isInstanceOf(SlipwayException.CorruptData.class)
                        .hasMessageContaining("app:1 is not whole: a blob is missing");
    }

    @Test
    void needsComeBeforeWhatNeedsThem() throws IOException {
        Image intel = TestImages.image(store, "shared", "intel");
        Image arm = TestImages.image(store, ARM, Compression.GZIP, "shared", "arm");
        Index inner = TestImages.index(store, intel, arm);
        Index outer = Index.of(List.of(inner.descriptor(), intel.descriptor()), new LinkedHashMap<>());
        store.put(MediaTypes.OCI_INDEX, outer.raw());
        List<Digest> order = Artifacts.reachable(store, outer.descriptor()).stream().map(Descriptor::digest).toList();
        assertThat(order).doesNotHaveDuplicates().hasSize(9)
                .endsWith(inner.descriptor().digest(), outer.descriptor().digest());
        for (Image image : List.of(intel, arm)) {
            int manifest = order.indexOf(image.descriptor().digest());
            assertThat(order.indexOf(image.id())).isBetween(0, manifest);
            image.layers().forEach(layer -> assertThat(order.indexOf(layer.descriptor().digest())).isBetween(0, manifest));
        }
    }

    @Test
    void onePointerCannotMakeABlobTwoThings() throws IOException {
        Image image = TestImages.image(store, "one");
        assertThatThrownBy(() -> Artifacts.load(store, image.descriptor().withMediaType(MediaTypes.OCI_INDEX)))
                .isInstanceOf(SlipwayException.CorruptData.class);
        assertThatThrownBy(() -> Artifacts.reachable(store, image.descriptor().withMediaType("text/plain")))
                .isInstanceOf(SlipwayException.CorruptData.class);
        byte[] both = new String(Manifest.oci(image.manifest().config(), List.of()).toBytes(),
                java.nio.charset.StandardCharsets.UTF_8)
                .replace("\"layers\":[]", "\"layers\":[],\"manifests\":[]")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Descriptor confusing = store.put("", both);
        assertThatThrownBy(() -> Artifacts.load(store, confusing)).isInstanceOf(SlipwayException.CorruptData.class);
    }

    @Test
    void indexesInIndexesEndSomewhere() {
        Descriptor inner = store.put(MediaTypes.OCI_INDEX, Index.of(List.of(), new LinkedHashMap<>()).raw());
        for (int i = 0; i < 40; i++) {
            inner = store.put(MediaTypes.OCI_INDEX, Index.of(List.of(inner), new LinkedHashMap<>()).raw());
        }
        Descriptor deep = inner;
        assertThatThrownBy(() -> Artifacts.reachable(store, deep)).isInstanceOf(SlipwayException.CorruptData.class);
        assertThatThrownBy(() -> Artifacts.image(store, deep, ARM, "deep")).isInstanceOf(SlipwayException.CorruptData.class);
    }

    @Test
    void indexesThatListTheSameTwiceAreReadOnce() throws IOException {
        Image intel = TestImages.image(store, "intel");
        Descriptor inner = plain(intel);
        for (int i = 0; i < 14; i++) {
            Index index = Index.of(List.of(inner, inner, inner, inner), new LinkedHashMap<>());
            inner = store.put(MediaTypes.OCI_INDEX, index.raw());
        }
        Descriptor wide = inner;
        assertThat(Artifacts.image(store, wide, Platform.of("linux", "amd64"), "wide")).contains(intel);
        assertThatThrownBy(() -> Artifacts.image(store, wide, ARM, "wide")).isInstanceOf(SlipwayException.BadInput.class)
                .satisfies(e -> assertThat(((SlipwayException) e).problem().hint())
                        .contains("it has images for linux/amd64"));
    }
}
