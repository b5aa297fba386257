package slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import slipway.image.Image;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.TransferListener;
import slipway.image.archive.Archives;
import slipway.image.archive.DockerArchive;
import slipway.image.archive.ImageArchive;
import slipway.image.archive.NamedArtifact;
import slipway.image.archive.OciArchive;
import slipway.image.archive.OciLayout;
import slipway.image.json.Json;
import slipway.image.layer.Compression;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Durability;
import slipway.image.store.StoreVerifier;
import slipway.image.validate.ImageValidator;

/// What we write is read by others, and what they write by us: skopeo, umoci and a Docker engine, where they are.
final class OtherToolsTest {

    private static final Reference APP = Reference.parse("example.test/team/app:1.0");

    @TempDir
    Path temporary;

    private DirectoryStore store() throws Exception {
        return DirectoryStore.open(temporary.resolve("store"), Durability.UNSYNCED);
    }

    private static String run(String... command) throws Exception {
        Assumptions.assumeTrue(Commands.isThere(command[0]), command[0] + " is not here");
        var result = Commands.run(command);
        assertThat(result.status()).as("%s: %s", String.join(" ", command), result.output()).isZero();
        return result.output();
    }

    @Test
    void skopeoAndUmociReadTheStoreAsItIs() throws Exception {
        try (var store = store()) {
            Image image = TestImages.image(store, "hello");
            store.name(APP, image.descriptor());
            store.name(Reference.parse("alpine:3.20"), TestImages.image(store, "other").descriptor());
            String inspected = run("skopeo", "inspect", "oci:" + store.root() + ":example.test/team/app:1.0");
            assertThat(Json.parse(inspected)).isInstanceOfSatisfying(Json.Obj.class, json ->
                    assertThat(json.string("Digest")).contains(image.descriptor().digest().toString()));
            run("umoci", "unpack", "--rootless", "--image", store.root() + ":docker.io/library/alpine:3.20",
                    temporary.resolve("u").toString());
            assertThat(temporary.resolve("u/rootfs/layer0.txt")).hasContent("other");
        }
    }

    @Test
    void skopeoMayCopyIntoTheStore() throws Exception {
        try (var store = store()) {
            Image image = TestImages.image(store, "hello");
            store.name(APP, image.descriptor());
            run("skopeo", "copy", "--insecure-policy", "oci:" + store.root() + ":example.test/team/app:1.0",
                    "oci:" + store.root() + ":docker.io/library/copied:2");
            assertThat(store.resolve(Reference.parse("copied:2"))).isPresent();
            assertThat(store.resolve(APP)).contains(image.descriptor());
            assertThat(new StoreVerifier(store).verify()).isEmpty();
        }
    }

    @ParameterizedTest
    @FieldSource("slipway.image.layer.Compression#DIRECT")
    void skopeoReadsOurArchives(Compression compression) throws Exception {
        var store = new MemoryStore();
        Image image = TestImages.image(store, Platform.of("linux", "amd64"), compression, "one", "two");
        Path oci = temporary.resolve("oci.tar");
        Path docker = temporary.resolve("docker.tar");
        try (var out = Files.newOutputStream(oci)) {
            OciArchive.write(List.of(NamedArtifact.of(image, APP)), store, out, TransferListener.SILENT);
        }
        try (var out = Files.newOutputStream(docker)) {
            DockerArchive.write(List.of(NamedArtifact.of(image, APP)), store, out, TransferListener.SILENT);
        }
        for (String from : List.of("oci-archive:" + oci, "oci-archive:" + oci + ":1.0", "docker-archive:" + docker,
                "docker-archive:" + docker + ":example.test/team/app:1.0", "oci-archive:" + docker + ":1.0")) {
            Path copy = temporary.resolve("copy-" + from.hashCode());
            run("skopeo", "copy", "--insecure-policy", from, "oci:" + copy + ":x");
            try (var archive = Archives.open(copy)) {
                assertThat(ImageValidator.validate(archive.blobs(), archive.find("x"))).as(from).isEmpty();
                assertThat(((Image) archive.load(archive.find("x"))).config().diffIds()).as(from)
                        .isEqualTo(image.config().diffIds());
            }
        }
    }

    @Test
    void weReadWhatSkopeoWrites() throws Exception {
        var store = new MemoryStore();
        Image image = TestImages.image(store, "one", "two", "one");
        Path layout = temporary.resolve("layout");
        new OciLayout(layout).write(image, APP, store, TransferListener.SILENT);
        for (String kind : List.of("docker-archive", "oci-archive")) {
            Path file = temporary.resolve(kind + ".tar");
            String name = kind.equals("docker-archive") ? ":example.test/team/app:1.0" : ":1.0";
            run("skopeo", "copy", "--insecure-policy", "oci:" + layout + ":1.0", kind + ":" + file + name);
            try (var archive = Archives.open(file)) {
                assertThat(archive.listed()).hasSize(1);
                assertThat(ImageValidator.validate(archive.blobs(), archive.find("").with(image.config().platform())))
                        .isEmpty();
                Image read = (Image) archive.resolve(APP).orElseThrow();
                assertThat(read.config().diffIds()).isEqualTo(image.config().diffIds());
            }
        }
        Path directory = temporary.resolve("skopeo-layout");
        run("skopeo", "copy", "--insecure-policy", "oci:" + layout + ":1.0", "oci:" + directory + ":stable");
        try (var archive = Archives.open(directory)) {
            assertThat(archive.resolve(Reference.parse("any:stable"))).contains(image);
        }
    }

    @Test
    void umociUnpacksOurLayouts() throws Exception {
        var store = new MemoryStore();
        Path layout = temporary.resolve("layout");
        new OciLayout(layout).write(TestImages.image(store, "one", "two"), APP, store, TransferListener.SILENT);
        run("umoci", "unpack", "--rootless", "--image", layout + ":1.0", temporary.resolve("bundle").toString());
        assertThat(temporary.resolve("bundle/rootfs/layer1.txt")).hasContent("two");
    }

    @ParameterizedTest
    @FieldSource("slipway.image.layer.Compression#DIRECT")
    void dockerLoadsOurArchivesAndWeReadWhatItSaves(Compression compression) throws Exception {
        Assumptions.assumeTrue(Commands.isThere("docker") && Commands.run("docker", "version").status() == 0,
                "no Docker engine answers");
        var store = new MemoryStore();
        Image image = TestImages.image(store, Platform.local(), compression, "loaded", "by docker", compression.label());
        String one = "slipway-test.invalid/store:" + compression.label();
        String two = "slipway-test.invalid/second:1";
        Path file = temporary.resolve("docker.tar");
        try (var out = Files.newOutputStream(file)) {
            var named = NamedArtifact.of(image, Reference.parse(one), Reference.parse(two));
            DockerArchive.write(List.of(named), store, out, TransferListener.SILENT);
        }
        try {
            assertThat(run("docker", "load", "--input", file.toString())).contains(one).contains(two);
            assertThat(run("docker", "image", "inspect", "--format", "{{join .RootFS.Layers \" \"}}", one).strip())
                    .isEqualTo(image.config().diffIds().stream().map(Object::toString).collect(Collectors.joining(" ")));
            Path saved = temporary.resolve("saved.tar");
            run("docker", "save", "--output", saved.toString(), one, two);
            try (ImageArchive archive = Archives.open(saved)) {
                assertThat(archive.listed()).hasSize(1);
                assertThat(archive.listed().getFirst().names())
                        .containsExactlyInAnyOrder(Reference.parse(one), Reference.parse(two));
                Image read = (Image) archive.resolve(Reference.parse(two)).orElseThrow();
                assertThat(read.id()).isEqualTo(image.id());
                assertThat(ImageValidator.validate(archive.blobs(), read.descriptor())).isEmpty();
            }
        } finally {
            Commands.run("docker", "image", "rm", one, two);
        }
    }
}
