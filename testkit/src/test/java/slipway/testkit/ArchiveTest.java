package slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Image;
import slipway.image.Index;
import slipway.image.Layer;
import slipway.image.MediaTypes;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.TransferListener;
import slipway.image.archive.Archives;
import slipway.image.archive.DockerArchive;
import slipway.image.archive.ImageArchive;
import slipway.image.archive.NamedArtifact;
import slipway.image.archive.OciArchive;
import slipway.image.archive.OciLayout;
import slipway.image.layer.Compression;
import slipway.image.validate.ImageValidator;

final class ArchiveTest {

    private static final Reference APP = Reference.parse("example.test/team/app:1.0");
    private static final Reference OTHER = Reference.parse("alpine:3.20");

    @TempDir
    Path temporary;

    private final MemoryStore store = new MemoryStore();

    private interface Compressing {
        OutputStream into(OutputStream out) throws IOException;
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private byte[] bytes(Writing writing) throws IOException {
        var out = new ByteArrayOutputStream();
        writing.to(out);
        return out.toByteArray();
    }

    private byte[] oci(NamedArtifact... artifacts) throws IOException {
        return bytes(out -> OciArchive.write(List.of(artifacts), store, out, TransferListener.SILENT));
    }

    private byte[] docker(NamedArtifact... artifacts) throws IOException {
        return bytes(out -> DockerArchive.write(List.of(artifacts), store, out, TransferListener.SILENT));
    }

    private ImageArchive read(byte[] archive) throws IOException {
        return Archives.read(new ByteArrayInputStream(archive), temporary);
    }

    private void assertWhole(ImageArchive archive) throws IOException {
        for (ImageArchive.Listed listed : archive.listed()) {
            assertThat(ImageValidator.validate(archive.blobs(), listed.descriptor())).isEmpty();
        }
    }

    @Test
    void ociArchivesGiveBackWhatWasWritten() throws IOException {
        Image image = TestImages.image(store, "one", "two");
        Image arm = TestImages.image(store, Platform.parse("linux/arm64"), Compression.ZSTD, "arm");
        Index index = TestImages.index(store, image, arm);
        try (var archive = read(oci(NamedArtifact.of(image, APP, OTHER),
                NamedArtifact.of(index, Reference.parse("app:multi"))))) {
            assertThat(archive.kind()).isEqualTo(ImageArchive.Kind.OCI_ARCHIVE);
            assertWhole(archive);
            assertThat(archive.resolve(APP)).contains(image);
            assertThat(archive.resolve(OTHER)).contains(image);
            assertThat(archive.resolve(Reference.parse("app:multi"))).contains(index);
            assertThat(archive.resolve(Reference.parse("app:multi"), Platform.parse("linux/arm64"))).contains(arm);
            assertThat(archive.resolve(Reference.parse("absent"))).isEmpty();
            assertThat(archive.resolve(Reference.parse("any@" + index.descriptor().digest()))).contains(index);
            assertThat(archive.find("3.20")).isEqualTo(image.descriptor());
            assertThatThrownBy(() -> archive.find("")).isInstanceOf(SlipwayException.BadInput.class)
                    .satisfies(e -> assertThat(((SlipwayException) e).problem().hint()).hasValueSatisfying(
                            hint -> assertThat(hint).contains("example.test/team/app:1.0").contains("app:multi")));
            assertThatThrownBy(() -> archive.resolve(Reference.parse("app:multi"), Platform.parse("linux/s390x")))
                    .isInstanceOf(SlipwayException.BadInput.class);
        }
    }

    @Test
    void theSameImagesGiveTheSameBytes() throws IOException {
        Image image = TestImages.image(store, "one", "two");
        assertThat(oci(NamedArtifact.of(image, APP))).isEqualTo(oci(NamedArtifact.of(image, APP)));
        assertThat(docker(NamedArtifact.of(image, APP))).isEqualTo(docker(NamedArtifact.of(image, APP)));
        assertThat(slipway.image.Digest.sha256(oci(NamedArtifact.of(TestImages.image(store, Platform.of("linux", "amd64"),
                Compression.NONE, "pinned"), APP))).toString())
                .isEqualTo("sha256:a3f960731594311a4b6985384cd95e1010bb881e20b119011d163f8b3f6087d7");
    }

    @Test
    void archivesCanBeCopiedIntoAStore() throws IOException {
        Image image = TestImages.image(store, "one", "two");
        var into = new MemoryStore();
        try (var archive = read(docker(NamedArtifact.of(image, APP, OTHER)))) {
            archive.copyTo(into, TransferListener.SILENT);
        }
        assertThat(into.names().keySet()).containsExactlyInAnyOrder(APP, OTHER);
        assertThat(ImageValidator.validate(into, into.resolve(APP).orElseThrow())).isEmpty();
        assertThat(into.list()).hasSize(4);
    }

    @Test
    void compressedArchivesAreUnpackedFirst() throws IOException {
        byte[] plain = oci(NamedArtifact.of(TestImages.image(store, "one"), APP));
        Path file = temporary.resolve("archive");
        for (Compressing compressing : List.<Compressing>of(GZIPOutputStream::new, ZstdOutputStream::new,
                out -> new XZOutputStream(out, new LZMA2Options(0)))) {
            try (var out = compressing.into(Files.newOutputStream(file))) {
                out.write(plain);
            }
            try (var archive = Archives.open(file, temporary)) {
                assertWhole(archive);
                assertThat(archive.listed()).hasSize(1);
            }
        }
        Files.write(file, plain);
        try (var archive = Archives.open(file, temporary)) {
            assertWhole(archive);
        }
        assertThat(temporary).isDirectoryNotContaining("glob:**.tar");
    }

    @Test
    void layoutsKeepWhatTheyHave() throws IOException {
        Path directory = temporary.resolve("layout");
        var layout = new OciLayout(directory);
        Image one = TestImages.image(store, "one");
        Image two = TestImages.image(store, "two");
        layout.write(NamedArtifact.of(one), store, TransferListener.SILENT);
        layout.write(NamedArtifact.of(one), store, TransferListener.SILENT);
        try (var archive = Archives.open(directory)) {
            assertThat(archive.listed()).hasSize(1);
            assertThat(archive.find("")).isEqualTo(one.descriptor());
        }
        layout.write(one, APP, store, TransferListener.SILENT);
        layout.write(two, Reference.parse("example.test/other:1.0"), store, TransferListener.SILENT);
        try (var archive = Archives.open(directory)) {
            assertThat(archive.kind()).isEqualTo(ImageArchive.Kind.OCI_LAYOUT);
            assertWhole(archive);
            assertThat(archive.listed()).hasSize(2);
            assertThat(archive.find("1.0")).isEqualTo(one.descriptor());
            assertThat(archive.resolve(Reference.parse("example.test/other:1.0"))).contains(two);
        }
        layout.write(two, APP, store, TransferListener.SILENT);
        try (var archive = Archives.open(directory)) {
            assertThat(archive.listed()).hasSize(1);
            assertThat(archive.resolve(APP)).contains(two);
        }
        assertThat(directory).isDirectoryNotContaining(path -> path.getFileName().toString().startsWith(".slipway"));
    }

    @Test
    void aBareTagOfALayoutAnswersForAnyRepository() throws IOException {
        Path directory = temporary.resolve("layout");
        Image image = TestImages.image(store, "one");
        new OciLayout(directory).write(NamedArtifact.of(image), store, TransferListener.SILENT);
        Files.writeString(directory.resolve("index.json"), "{\"schemaVersion\":2,\"manifests\":["
                + image.descriptor().with(Map.of("org.opencontainers.image.ref.name", "stable")).toJson().toText() + "]}");
        try (var archive = Archives.open(directory)) {
            assertThat(archive.listed().getFirst().names()).isEmpty();
            assertThat(archive.resolve(Reference.parse("base:stable"))).contains(image);
            assertThat(archive.resolve(Reference.parse("base:other"))).isEmpty();
        }
    }

    @Test
    void dockerArchivesAreLayoutsAsWell() throws IOException {
        Image image = TestImages.image(store, "one", "two");
        try (var archive = read(docker(NamedArtifact.of(image, APP)))) {
            assertThat(archive.kind()).isEqualTo(ImageArchive.Kind.OCI_ARCHIVE);
            assertThat(archive.resolve(APP)).contains(image);
            assertWhole(archive);
        }
    }

    @Test
    void dockerArchivesHoldNoZstd() throws IOException {
        Image image = TestImages.image(store, Platform.of("linux", "amd64"), Compression.ZSTD, "one", "two");
        try (var archive = read(docker(NamedArtifact.of(image, APP)))) {
            Image plain = (Image) archive.resolve(APP).orElseThrow();
            assertThat(plain.id()).isEqualTo(image.id());
            assertThat(plain.layers())
                    .allSatisfy(layer -> assertThat(layer.descriptor().digest()).isEqualTo(layer.diffId().digest()));
            assertWhole(archive);
        }
    }

    @Test
    void dockerArchivesWithoutALayoutAreRead() throws IOException {
        Image image = TestImages.image(store, Platform.of("linux", "amd64"), Compression.NONE, "one", "two");
        Image gzip = TestImages.image(store, "one", "two");
        List<String> ids = List.of("a".repeat(64), "b".repeat(64));
        var files = new LinkedHashMap<String, Object>();
        files.put("config.json", image.rawConfig());
        for (int i = 0; i < 2; i++) {
            Layer layer = i == 0 ? image.layers().get(0) : gzip.layers().get(1);
            files.put(ids.get(i) + "/VERSION", "1.0");
            files.put("./" + ids.get(i) + "/layer.tar", store.open(layer.descriptor()).readAllBytes());
        }
        files.put("copy.tar", TarBytes.link(ids.get(0) + "/layer.tar"));
        files.put("manifest.json",
                "[{\"Config\":\"config.json\",\"RepoTags\":[\"app:1\",\"example.test/app:2\"],\"Layers\":[\"copy.tar\",\""
                + ids.get(1) + "/layer.tar\"]},{\"Config\":\"config.json\",\"RepoTags\":null,\"Layers\":[\"copy.tar\",\""
                        + ids.get(1)
                + "/layer.tar\"]}]");
        try (var archive = read(TarBytes.of(files))) {
            assertThat(archive.kind()).isEqualTo(ImageArchive.Kind.DOCKER_ARCHIVE);
            assertThat(archive.listed()).hasSize(1);
            assertThat(archive.listed().getFirst().names())
                    .containsExactly(Reference.parse("app:1"), Reference.parse("example.test/app:2"));
            assertWhole(archive);
            Image read = (Image) archive.resolve(Reference.parse("app:1")).orElseThrow();
            assertThat(read.id()).isEqualTo(image.id());
            assertThat(read.layers().get(0).descriptor().mediaType()).isEqualTo(MediaTypes.OCI_LAYER);
            assertThat(read.layers().get(1).descriptor().mediaType()).isEqualTo(MediaTypes.OCI_LAYER_GZIP);
        }
    }

    @Test
    void whatIsNoArchiveIsRefused() throws IOException {
        assertThatThrownBy(() -> read(new byte[0])).isInstanceOf(SlipwayException.CorruptData.class);
        assertThatThrownBy(() -> read("hello".repeat(1000).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(SlipwayException.CorruptData.class).hasMessageContaining("no tar");
        assertThatThrownBy(() -> read(TarBytes.of(files("etc/passwd", "root"))))
                .isInstanceOf(SlipwayException.BadInput.class).hasMessageContaining("not an image archive");
        assertThatThrownBy(() -> Archives.open(temporary)).isInstanceOf(SlipwayException.BadInput.class);
        assertThatThrownBy(() -> Archives.open(temporary.resolve("absent"))).isInstanceOf(SlipwayException.BadInput.class);
    }

    @Test
    void aTruncatedArchiveIsCorrupt() throws IOException {
        byte[] whole = oci(NamedArtifact.of(TestImages.image(store, "x".repeat(5000)), APP));
        for (int length = 512; length < whole.length - 1024; length += 512) {
            byte[] part = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> {
                try (var archive = read(part)) {
                    archive.copyTo(new MemoryStore(), TransferListener.SILENT);
                }
            }).as("first %d bytes", length).isInstanceOf(SlipwayException.class);
        }
    }

    @Test
    void anyChangedByteIsFoundOrHarmless() throws IOException {
        Image image = TestImages.image(store, "some text that is long enough to be worth reading");
        byte[] whole = oci(NamedArtifact.of(image, APP));
        for (int at = 0; at < whole.length; at += 37) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x41;
            var into = new MemoryStore();
            try (var archive = read(changed)) {
                archive.copyTo(into, TransferListener.SILENT);
            } catch (SlipwayException expected) {
                continue;
            }
            for (Descriptor named : into.names().values()) {
                Descriptor pointer = Descriptor.of(named.mediaType(), named.digest(), named.size());
                assertThat(ImageValidator.validate(into, pointer)).as("byte %d changed", at).isEmpty();
            }
        }
    }

    @Test
    void hostileArchivesAreRefused() throws IOException {
        Image image = TestImages.image(store, "one");
        String config = "{\"Config\":\"%s\",\"RepoTags\":[],\"Layers\":[]}";
        assertHostile(files("manifest.json", "[" + config.formatted("../../etc/passwd") + "]"), "leads out");
        assertHostile(files("../escape", "x"), "leads out");
        assertHostile(files("manifest.json", TarBytes.link("/etc/passwd")), "links to /etc/passwd");
        assertHostile(files("manifest.json", TarBytes.link("manifest.json")), "without end");
        assertHostile(files("manifest.json", TarBytes.link("../../manifest.json")), "leads out");
        assertHostile(files("manifest.json", "[" + config.formatted("absent.json") + "]"), "no absent.json");
        assertHostile(files("manifest.json", "[1]"), "no image");
        assertHostile(files("manifest.json", "{"), "damaged");
        assertHostile(files("manifest.json", "[".repeat(100_000)), "damaged");
        assertHostile(files("manifest.json", new byte[33 << 20]), "33554432");
        assertHostile(files("manifest.json", "[{\"Config\":\"c\",\"RepoTags\":[\"A B\"],\"Layers\":[]}]", "c",
                "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}"),
                        "no name");
        assertHostile(files("oci-layout", "{}", "index.json", "{\"manifests\":[{\"digest\":\"sha256:zz\"}]}"), "digest");
        assertHostile(files("oci-layout", "{}", "index.json", "{\"manifests\":[" + image.descriptor().toJson().toText()
                + "]}"), "missing");
    }

    private void assertHostile(SequencedMap<String, Object> files, String message) throws IOException {
        byte[] bytes = TarBytes.of(files);
        assertThatThrownBy(() -> {
            try (var archive = read(bytes)) {
                archive.copyTo(new MemoryStore(), TransferListener.SILENT);
            }
        }).isInstanceOf(SlipwayException.CorruptData.class).hasMessageContaining(message);
    }

    private static SequencedMap<String, Object> files(Object... pairs) {
        var files = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) files.put((String) pairs[i], pairs[i + 1]);
        return files;
    }
}
