package slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Image;
import slipway.image.Index;
import slipway.image.Reference;
import slipway.image.Store;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Durability;
import slipway.image.store.PartialBlob;
import slipway.image.store.Room;
import slipway.image.store.StoreVerifier;

final class DirectoryStoreTest extends StoreContract {

    private static final Reference APP = Reference.parse("example.test/app:1");

    @TempDir
    Path temporary;

    @Override
    protected Store emptyStore() throws IOException {
        return open();
    }

    private Path root() {
        return temporary.resolve("store");
    }

    private DirectoryStore open() throws IOException {
        return DirectoryStore.open(root(), Durability.UNSYNCED);
    }

    @Test
    void isAnImageLayoutFromTheStart() throws IOException {
        open().close();
        assertThat(root().resolve("oci-layout")).hasContent("{\"imageLayoutVersion\":\"1.0.0\"}");
        assertThat(root().resolve("index.json")).content().contains("\"manifests\":[]");
        assertThat(root().resolve("blobs/sha256")).isDirectory();
    }

    @Test
    void isForItsOwnerAlone() throws IOException {
        open().close();
        assertThat(java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(root())))
                .isEqualTo("rwx------");
    }

    @Test
    void staysWhatItWasWhenOpenedAgain() throws IOException {
        Image image;
        try (var store = open()) {
            image = TestImages.image(store, "stays");
            store.name(APP, image.descriptor());
        }
        try (var store = open()) {
            assertThat(store.resolve(APP)).contains(image.descriptor());
            assertThat(store.read(image.descriptor())).isEqualTo(image.raw());
        }
    }

    @Test
    void theWholeReferenceIsTheNameInTheLayout() throws IOException {
        try (var store = open()) {
            store.name(Reference.parse("alpine:3.20"), TestImages.image(store, "a").descriptor());
            assertThat(root().resolve("index.json")).content()
                    .contains("\"org.opencontainers.image.ref.name\":\"docker.io/library/alpine:3.20\"");
        }
    }

    @Test
    void keepsWhatOtherToolsWroteIntoTheIndex() throws IOException {
        try (var store = open()) {
            Image image = TestImages.image(store, "foreign");
            String foreign = image.descriptor().with(java.util.Map.of("org.opencontainers.image.ref.name", "alpine:3.20"))
                    .toJson().with("urls", slipway.image.json.Json.strings(List.of("x"))).toText();
            String unnamed = image.descriptor().toJson().with("artifactType", slipway.image.json.Json.of("a/b")).toText();
            Files.writeString(root().resolve("index.json"),
                    "{\"schemaVersion\":2,\"manifests\":[" + foreign + "," + unnamed + "],\"annotations\":{\"a\":\"b\"}}");
            assertThat(store.names()).containsOnlyKeys(Reference.parse("alpine:3.20"));
            store.name(APP, image.descriptor());
            assertThat(root().resolve("index.json")).content().contains(foreign).contains(unnamed)
                    .contains("\"annotations\":{\"a\":\"b\"}");
        }
    }

    @Test
    void refusesADirectoryWithOtherThings() throws IOException {
        Files.createDirectories(root());
        Files.writeString(root().resolve("thesis.txt"), "hello");
        assertThatThrownBy(this::open).isInstanceOf(SlipwayException.BadInput.class).hasMessageContaining("thesis.txt");
        assertThat(root()).isDirectoryNotContaining(path -> !path.endsWith("thesis.txt"));
    }

    @Test
    void finishesAStoreThatWasHalfMade() throws IOException {
        Files.createDirectories(root().resolve("tmp"));
        Files.createDirectories(root().resolve("snapshots"));
        try (var store = open()) {
            assertThat(new StoreVerifier(store).verify()).isEmpty();
        }
    }

    @Test
    void refusesLayoutsOfAnotherVersion() throws IOException {
        open().close();
        Files.writeString(root().resolve("oci-layout"), "{\"imageLayoutVersion\":\"2.0.0\"}");
        assertThatThrownBy(this::open).isInstanceOf(SlipwayException.CorruptData.class).hasMessageContaining("2.0.0");
    }

    @Test
    void leavesNothingTemporary() throws IOException {
        try (var store = open()) {
            TestImages.image(store, "tidy");
            store.write().stream().write(1);
            Files.createDirectories(store.temporary("tree").resolve("deep"));
        }
        try (Stream<Path> left = Files.list(root().resolve("tmp"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void sweepsWhatTheDeadLeftAndNotWhatTheLivingWrite() throws IOException {
        try (var living = open()) {
            var writer = living.write();
            Path dead = root().resolve("tmp/process-dead/deep");
            Files.createDirectories(dead);
            Files.writeString(dead.resolve("blob-1"), "half");
            Files.createSymbolicLink(dead.resolve("link"), temporary);
            open().close();
            assertThat(dead.getParent()).doesNotExist();
            writer.stream().write(7);
            assertThat(living.contains(writer.commit("x").digest())).isTrue();
        }
    }

    @Test
    void replacesABlobOfTheWrongSize() throws IOException {
        try (var store = open()) {
            Descriptor blob = store.put("text/plain", bytes("healthy"));
            Files.writeString(root().resolve("blobs/sha256").resolve(blob.digest().hex()), "ill");
            assertThatThrownBy(() -> store.read(blob)).isInstanceOf(SlipwayException.CorruptData.class);
            store.put(blob, new ByteArrayInputStream(bytes("healthy")));
            assertThat(store.read(blob)).isEqualTo(bytes("healthy"));
        }
    }

    @Test
    void goesOnWithAnInterruptedDownload() throws IOException {
        Descriptor blob = Descriptor.of("x", bytes("0123456789"));
        try (var store = open(); PartialBlob partial = store.resume(blob).orElseThrow()) {
            assertThat(partial.offset()).isZero();
            partial.stream().write(bytes("01234"));
            assertThatThrownBy(partial::commit).isInstanceOf(SlipwayException.CorruptData.class)
                    .hasMessageContaining("5 of 10");
        }
        try (var store = open(); PartialBlob partial = store.resume(blob).orElseThrow()) {
            assertThat(partial.offset()).isEqualTo(5);
            assertThat(partial.isFull()).isFalse();
            partial.stream().write(bytes("56789"));
            assertThat(partial.isFull()).isTrue();
            partial.commit();
            assertThat(store.read(blob)).isEqualTo(bytes("0123456789"));
            assertThat(store.resume(blob)).isEmpty();
        }
    }

    @Test
    void startsAgainWhenADownloadHasWrongBytes() throws IOException {
        Descriptor blob = Descriptor.of("x", bytes("0123456789"));
        try (var store = open(); PartialBlob partial = store.resume(blob).orElseThrow()) {
            partial.stream().write(bytes("01234wrong"));
            assertThatThrownBy(partial::commit).isInstanceOf(SlipwayException.CorruptData.class);
            assertThat(partial.offset()).isZero();
            partial.stream().write(bytes("01"));
            partial.restart();
            assertThatThrownBy(() -> partial.stream().write(bytes("0123456789!")))
                    .isInstanceOf(SlipwayException.CorruptData.class);
            partial.stream().write(bytes("0123456789"));
            partial.commit();
            assertThat(store.contains(blob.digest())).isTrue();
        }
    }

    @Test
    void twoDownloadsOfOneBlobWaitForEachOther() throws Exception {
        Descriptor blob = Descriptor.of("x", bytes("shared"));
        try (var store = open(); var other = open()) {
            var first = store.resume(blob).orElseThrow();
            var second = new java.util.concurrent.FutureTask<>(() -> other.resume(blob));
            Thread.ofVirtual().start(second);
            first.stream().write(bytes("shared"));
            first.commit();
            first.close();
            assertThat(second.get()).isEmpty();
        }
    }

    @Test
    @SuppressWarnings("try")
    void collectsWhatNothingNeeds() throws IOException {
        Image named;
        Image forgotten;
        try (var store = open()) {
            named = TestImages.image(store, "shared", "named");
            forgotten = TestImages.image(store, "shared", "forgotten");
            store.name(APP, named.descriptor());
        }
        try (var store = open(); var lease = store.lease()) {
            var config = forgotten.manifest().config().digest();
            assertThat(lease.keep(config)).isTrue();
            var root = forgotten.layers().get(1).descriptor();
            assertThat(store.unreferenced(List.of(root.digest()))).containsExactly(forgotten.descriptor().digest());
            var collected = store.collect(List.of(root.digest()));
            assertThat(collected.blobs()).containsExactly(forgotten.descriptor().digest());
            assertThat(collected.bytes()).isEqualTo(forgotten.descriptor().size());
            lease.close();
            assertThat(store.collect(List.of()).blobs()).containsExactlyInAnyOrder(config, root.digest());
            assertThat(new StoreVerifier(store).verify()).isEmpty();
            assertThat(store.list()).hasSize(4);
        }
    }

    @Test
    @SuppressWarnings("try")
    void keepsWhatALivingProcessHasStoredOrFound() throws IOException {
        try (var store = open(); var collecting = open()) {
            Descriptor stored = store.put("x", bytes("not named yet"));
            assertThat(collecting.collect(List.of()).blobs()).isEmpty();
            store.close();
            store.put("x", bytes("not named yet"));
            assertThat(collecting.collect(List.of()).blobs()).isEmpty();
            store.close();
            assertThat(collecting.collect(List.of()).blobs()).containsExactly(stored.digest());
        }
    }

    @Test
    void collectsDownloadsThatNobodyGoesOnWith() throws IOException {
        Descriptor blob = Descriptor.of("x", bytes("0123456789"));
        try (var store = open()) {
            try (PartialBlob partial = store.resume(blob).orElseThrow()) {
                partial.stream().write(bytes("0123"));
                assertThat(store.collect(List.of()).bytes()).isZero();
            }
            assertThat(store.collect(List.of()).bytes()).isEqualTo(4);
            assertThat(store.resume(blob).orElseThrow().offset()).isZero();
        }
    }

    @Test
    void anIndexNeedsOnlyThePlatformsThatAreHere() throws IOException {
        try (var store = open()) {
            Image here = TestImages.image(store, "here");
            Image elsewhere = TestImages.image(new MemoryStore(), slipway.image.Platform.parse("linux/arm64"),
                    slipway.image.layer.Compression.GZIP, "elsewhere");
            Index index = TestImages.index(store, here, elsewhere);
            store.name(APP, index.descriptor());
            assertThat(new StoreVerifier(store).verify()).isEmpty();
            assertThat(store.unreferenced(List.of())).isEmpty();
        }
    }

    @Test
    void verifyingFindsAllThatIsWrong() throws IOException {
        try (var store = open()) {
            Image image = TestImages.image(store, "first", "second");
            store.name(APP, image.descriptor());
            Descriptor damaged = image.layers().get(0).descriptor();
            Files.write(root().resolve("blobs/sha256").resolve(damaged.digest().hex()), new byte[(int) damaged.size()]);
            Descriptor missing = image.layers().get(1).descriptor();
            store.delete(missing.digest());
            Files.writeString(root().resolve("blobs/sha256/notes.txt"), "stranger");
            var messages = new StoreVerifier(store).verify().stream().map(Problem::message).toList();
            assertThat(messages).hasSize(3);
            assertThat(messages.get(0)).contains("notes.txt");
            assertThat(messages.get(1)).contains(damaged.digest().toString());
            assertThat(messages.get(2)).contains("example.test/app:1").contains(missing.digest().toString());
            Files.writeString(root().resolve("index.json"), "{");
            assertThat(new StoreVerifier(store).verify())
                    .anySatisfy(problem -> assertThat(problem.message()).contains("index.json"));
        }
    }

    @Test
    void roomsAreBesideTheBlobs() throws IOException {
        try (var store = open()) {
            assertThat(store.room(Room.SNAPSHOTS)).isDirectory().isEqualTo(store.root().resolve("snapshots"));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
