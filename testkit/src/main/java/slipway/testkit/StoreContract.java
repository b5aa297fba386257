package slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.MediaTypes;
import slipway.image.Reference;
import slipway.image.Store;

/// What every [Store] promises.
public abstract class StoreContract {

    /// A store with nothing in it.
    protected abstract Store emptyStore() throws IOException;

    @Test
    void givesBackWhatWasPut() throws IOException {
        Store store = emptyStore();
        Descriptor blob = store.put("text/plain", bytes("hello"));
        assertThat(blob).isEqualTo(Descriptor.of("text/plain", bytes("hello")));
        assertThat(store.contains(blob.digest())).isTrue();
        assertThat(store.size(blob.digest())).hasValue(5);
        assertThat(store.read(blob)).isEqualTo(bytes("hello"));
        try (InputStream in = store.open(blob)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes("hello"));
        }
        assertThat(store.list()).containsExactly(blob.digest());
    }

    @Test
    void holdsTheEmptyBlobAndLargeOnes() throws IOException {
        Store store = emptyStore();
        byte[] large = new byte[3_000_017];
        new Random(7).nextBytes(large);
        for (byte[] content : List.of(new byte[0], large)) {
            Descriptor blob = store.put("application/octet-stream", content);
            assertThat(store.read(blob)).isEqualTo(content);
        }
    }

    @Test
    void writesBlobsOfUnknownDigest() throws IOException {
        Store store = emptyStore();
        Descriptor blob;
        try (Store.BlobWriter writer = store.write()) {
            writer.stream().write(bytes("in two "));
            writer.stream().write(bytes("parts"));
            assertThat(store.list()).isEmpty();
            blob = writer.commit("text/plain");
        }
        assertThat(blob).isEqualTo(Descriptor.of("text/plain", bytes("in two parts")));
        assertThat(store.read(blob)).isEqualTo(bytes("in two parts"));
    }

    @Test
    void forgetsWhatWasNotCommitted() throws IOException {
        Store store = emptyStore();
        try (Store.BlobWriter writer = store.write()) {
            writer.stream().write(bytes("never mind"));
        }
        assertThat(store.list()).isEmpty();
    }

    @Test
    void keepsAnExpectedBlob() throws IOException {
        Store store = emptyStore();
        Descriptor expected = Descriptor.of("text/plain", bytes("as said"));
        store.put(expected, new ByteArrayInputStream(bytes("as said")));
        assertThat(store.read(expected)).isEqualTo(bytes("as said"));
    }

    @Test
    void keepsBlobsNamedBySha512() throws IOException {
        Store store = emptyStore();
        var hash = new Digest("sha512", "0".repeat(128)).newHash();
        var digest = new Digest("sha512", java.util.HexFormat.of().formatHex(hash.digest(bytes("long name"))));
        Descriptor expected = Descriptor.of("text/plain", digest, 9);
        store.put(expected, new ByteArrayInputStream(bytes("long name")));
        assertThat(store.read(expected)).isEqualTo(bytes("long name"));
        assertThat(store.list()).containsExactly(digest);
    }

    @Test
    void refusesOtherBytesThanExpected() throws IOException {
        Store store = emptyStore();
        Descriptor expected = Descriptor.of("text/plain", bytes("as said"));
        for (String wrong : List.of("AS SAID", "as sai", "as said and more", "")) {
            assertThatThrownBy(() -> store.put(expected, new ByteArrayInputStream(bytes(wrong))))
                    .isInstanceOf(SlipwayException.CorruptData.class)
                    .hasMessageContaining(expected.digest().toString());
            assertThat(store.contains(expected.digest())).isFalse();
        }
        assertThat(store.list()).isEmpty();
    }

    @Test
    void refusesToReadWithAnotherSizeThanPromised() throws IOException {
        Store store = emptyStore();
        Descriptor blob = store.put("text/plain", bytes("hello"));
        for (long size : List.of(0L, 4L, 6L, 1L << 40)) {
            assertThatThrownBy(() -> store.read(Descriptor.of("text/plain", blob.digest(), size)))
                    .isInstanceOf(SlipwayException.CorruptData.class);
        }
    }

    @Test
    void saysWhatIsNotHere() throws IOException {
        Store store = emptyStore();
        Descriptor absent = Descriptor.of("text/plain", bytes("absent"));
        assertThat(store.contains(absent.digest())).isFalse();
        assertThat(store.size(absent.digest())).isEmpty();
        assertThatThrownBy(() -> store.open(absent)).isInstanceOf(SlipwayException.CorruptData.class);
        assertThatThrownBy(() -> store.name(Reference.parse("a"), absent)).isInstanceOf(SlipwayException.CorruptData.class);
        store.delete(absent.digest());
        store.forget(Reference.parse("a"));
        assertThat(store.resolve(Reference.parse("a"))).isEmpty();
    }

    @Test
    void deletesBlobs() throws IOException {
        Store store = emptyStore();
        Descriptor blob = store.put("text/plain", bytes("short-lived"));
        store.delete(blob.digest());
        assertThat(store.contains(blob.digest())).isFalse();
        assertThat(store.list()).isEmpty();
        assertThat(store.put("text/plain", bytes("short-lived"))).isEqualTo(blob);
        assertThat(store.read(blob)).isEqualTo(bytes("short-lived"));
    }

    @Test
    void namesPointToTheLastArtifact() throws IOException {
        Store store = emptyStore();
        Image one = TestImages.image(store, "one");
        Image two = TestImages.image(store, "two");
        Reference a = Reference.parse("example.test/team/app:1.0");
        Reference b = Reference.parse("app");
        store.name(a, one.descriptor());
        store.name(b, one.descriptor());
        assertThat(store.names().sequencedKeySet()).containsExactly(a, b);
        store.name(a, two.descriptor());
        assertThat(store.resolve(a)).contains(two.descriptor());
        assertThat(store.resolve(b)).contains(one.descriptor());
        assertThat(store.resolve(Reference.parse("docker.io/library/app:latest"))).contains(one.descriptor());
        assertThat(store.names().sequencedKeySet()).containsExactly(b, a);
        store.forget(a);
        assertThat(store.names()).containsOnlyKeys(b);
        assertThat(store.resolve(a)).isEmpty();
        assertThat(store.contains(two.descriptor().digest())).isTrue();
    }

    @Test
    void aDigestIsFoundUnderAnyTagOfItsRepository() throws IOException {
        Store store = emptyStore();
        Image image = TestImages.image(store, "pinned");
        store.name(Reference.parse("app:1"), image.descriptor());
        Digest digest = image.descriptor().digest();
        assertThat(store.resolve(Reference.parse("app@" + digest))).contains(image.descriptor());
        assertThat(store.resolve(Reference.parse("app:2@" + digest))).contains(image.descriptor());
        assertThat(store.resolve(Reference.parse("other@" + digest))).isEmpty();
        assertThat(store.resolve(Reference.parse("app@sha256:" + "0".repeat(64)))).isEmpty();
    }

    @Test
    void manyThreadsMayPutTheSameAndName() throws Exception {
        Store store = emptyStore();
        Image image = TestImages.image(store, "shared");
        Descriptor blob = Descriptor.of("text/plain", bytes("x".repeat(100_000)));
        var names = new ArrayList<Reference>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = new ArrayList<Future<?>>();
            for (int i = 0; i < 16; i++) {
                Reference name = Reference.parse("app:" + i);
                names.add(name);
                done.add(threads.submit(() -> {
                    store.put(blob, new ByteArrayInputStream(bytes("x".repeat(100_000))));
                    store.name(name, image.descriptor());
                    return Optional.empty();
                }));
            }
            for (Future<?> one : done) one.get();
        }
        assertThat(store.read(blob)).hasSize(100_000);
        assertThat(store.names().keySet()).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void keepsWhatADescriptorSays() throws IOException {
        Store store = emptyStore();
        Image image = TestImages.image(store, "said");
        var annotations = new java.util.TreeMap<>(java.util.Map.of("org.example.note", "hello"));
        Descriptor said = image.descriptor().with(annotations);
        store.name(Reference.parse("app"), said);
        assertThat(store.resolve(Reference.parse("app"))).contains(said);
        assertThat(said.mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
