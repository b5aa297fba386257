package slipway.build.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import slipway.build.BuildRequest;
import slipway.build.BuildResult;
import slipway.build.Encoding;
import slipway.build.Encoding.Annotation;
import slipway.build.Encoding.MediaTypeFamily;
import slipway.build.Encoding.Part;
import slipway.build.Output;
import slipway.build.Output.Destination;
import slipway.build.Output.PlatformSplit;
import slipway.build.Progress;
import slipway.build.run.execute.Cancellation;
import slipway.build.run.execute.Executor;
import slipway.build.run.snapshot.CopySnapshotter;
import slipway.build.run.snapshot.Snapshotter;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.image.Descriptor;
import slipway.image.Image;
import slipway.image.Index;
import slipway.image.Layer;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.archive.Archives;
import slipway.image.archive.ImageArchive;
import slipway.image.layer.Compression;
import slipway.image.store.DirectoryStore;
import slipway.image.store.StoreImages;
import slipway.image.validate.ImageValidator;

/// Every way out of a build, alone and with others, and what other tools make of it.
final class OutputsTest {

    private static final String DOCKERFILE = "FROM base:1\nARG TARGETARCH\nCOPY text /text\nCOPY $TARGETARCH /arch\n";
    private static final List<Platform> BOTH = List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64"));
    private static final Reference NAME = Reference.parse("example.test/team/app:1.0");

    @TempDir
    Path directory;

    private DirectoryStore store;
    private DirectoryStore registry;
    private Snapshotter snapshotter;
    private Path context;

    @BeforeEach
    void open() throws Exception {
        store = DirectoryStore.open(directory.resolve("store"));
        registry = DirectoryStore.open(directory.resolve("registry"));
        snapshotter = new CopySnapshotter(store.root());
        context = Files.createDirectory(directory.resolve("context"));
        Files.writeString(context.resolve("text"), "words and words and words\n".repeat(2000));
        Files.writeString(context.resolve("amd64"), "amd64\n");
        Files.writeString(context.resolve("arm64"), "arm64\n");
        BuildResult base = build("FROM scratch\nCOPY text /base\n", BOTH);
        store.name(Reference.parse("base:1"), base.artifact().descriptor());
    }

    @AfterEach
    void close() throws IOException {
        snapshotter.close();
        registry.close();
        store.close();
    }

    static Stream<Encoding> encodings() {
        var encodings = new ArrayList<Encoding>();
        for (Compression compression : List.of(Compression.GZIP, Compression.GZIP.withLevel(9), Compression.ZSTD,
                Compression.ZSTD.withLevel(19), Compression.NONE, Compression.ESTARGZ)) {
            for (Encoding.Bases bases : Encoding.Bases.values()) {
                for (MediaTypeFamily family : MediaTypeFamily.values()) {
                    encodings.add(new Encoding(compression, bases, family, List.of()));
                }
            }
        }
        return encodings.stream();
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void eachFormIsWholeAndTheSameAgain(Encoding encoding) throws Exception {
        BuildResult first = build(DOCKERFILE, BOTH, new Output.Oci(List.of(NAME), file("a.tar"), encoding));
        BuildResult second = build(DOCKERFILE, BOTH, new Output.Oci(List.of(NAME), file("b.tar"), encoding));
        assertThat(directory.resolve("b.tar")).hasSameBinaryContentAs(directory.resolve("a.tar"));
        assertThat(second.artifact()).isEqualTo(first.artifact());
        try (ImageArchive archive = Archives.open(directory.resolve("a.tar"))) {
            for (Image image : first.images()) {
                assertThat(ImageValidator.validate(archive.blobs(), image.descriptor())).isEmpty();
                List<String> types = image.layers().stream().map(layer -> layer.descriptor().mediaType()).toList();
                boolean docker = encoding.usedMediaTypes() == MediaTypeFamily.DOCKER;
                assertThat(types).allMatch(type -> type.startsWith("application/vnd." + (docker ? "docker" : "oci")));
                assertThat(image.manifest().mediaType()).contains(docker ? "docker" : "oci");
                String suffix = switch (encoding.compression().form()) {
                    case GZIP, ESTARGZ -> "gzip";
                    case ZSTD -> "zstd";
                    case NONE -> "tar";
                };
                assertThat(types.subList(1, 3)).allMatch(type -> type.endsWith(suffix));
                boolean anew = encoding.bases() == Encoding.Bases.COMPRESSED_ANEW;
                assertThat(types.getFirst()).endsWith(anew ? suffix : "gzip");
                boolean lazy = encoding.compression().form() == Compression.Form.ESTARGZ;
                assertThat(image.layers().getLast().descriptor().annotations().isEmpty()).isEqualTo(!lazy);
                assertThat(image.layers().getFirst().descriptor().annotations().isEmpty()).isEqualTo(!lazy || !anew);
            }
        }
    }

    /// Whichever form the cache has a layer in, an output gets the one it wants; both stay.
    @Test
    void outputsOfOneBuildHaveFormsOfTheirOwn() throws Exception {
        Encoding zstd = Encoding.USUAL.with(Compression.ZSTD);
        BuildResult alone = build(DOCKERFILE, BOTH.subList(0, 1), new Output.Oci(List.of(), file("gzip.tar"), Encoding.USUAL));
        BuildResult both = build(DOCKERFILE, BOTH.subList(0, 1), new Output.Oci(List.of(), file("zstd.tar"), zstd),
                new Output.Oci(List.of(), file("gzip2.tar"), Encoding.USUAL), new Output.Local(directory.resolve("out"),
                        PlatformSplit.WHERE_SEVERAL, Output.Stale.KEPT), new Output.CacheOnly());
        assertThat(directory.resolve("gzip2.tar")).hasSameBinaryContentAs(directory.resolve("gzip.tar"));
        assertThat(both.steps().cached()).isEqualTo(both.steps().total());
        assertThat(both.image().orElseThrow().id()).isEqualTo(alone.image().orElseThrow().id());
        assertThat(both.artifact()).isNotEqualTo(alone.artifact());
        assertThat(directory.resolve("out/arch")).hasContent("amd64");
        // What was compressed anew is not compressed once more: the store would write the same blob again.
        Layer made = both.image().orElseThrow().layers().getLast();
        Path blob = store.root().resolve("blobs/sha256").resolve(made.descriptor().digest().hex());
        Object before = Files.readAttributes(blob, "unix:ino,lastModifiedTime");
        build(DOCKERFILE, BOTH.subList(0, 1), new Output.Oci(List.of(), file("zstd2.tar"), zstd));
        assertThat(Files.readAttributes(blob, "unix:ino,lastModifiedTime")).isEqualTo(before);
    }

    @Test
    void annotationsAreWhereTheyWereAskedFor() throws Exception {
        Optional<Platform> arm = Optional.of(BOTH.get(1));
        var annotations = List.of(new Annotation(Part.MANIFEST, Optional.empty(), "m", "all"),
                new Annotation(Part.MANIFEST, arm, "only", "arm"), new Annotation(Part.INDEX, Optional.empty(), "i", "x"),
                new Annotation(Part.MANIFEST_DESCRIPTOR, Optional.empty(), "d", "y"),
                new Annotation(Part.INDEX_DESCRIPTOR, Optional.empty(), "p", "z"));
        var encoding = new Encoding(Compression.GZIP, Encoding.Bases.AS_THEY_ARE, MediaTypeFamily.OCI, annotations);
        build(DOCKERFILE, BOTH, new Output.Oci(List.of(NAME), file("a.tar"), encoding));
        try (ImageArchive archive = Archives.open(directory.resolve("a.tar"))) {
            Descriptor listed = archive.listed().getFirst().descriptor();
            assertThat(listed.annotations()).containsEntry("p", "z");
            Index index = (Index) archive.load(listed);
            assertThat(index.annotations()).containsExactly(Map.entry("i", "x"));
            assertThat(index.manifests()).allSatisfy(manifest ->
                    assertThat(manifest.annotations()).containsExactly(Map.entry("d", "y")));
            assertThat(((Image) archive.load(index.manifests().get(0))).manifest().annotations())
                    .containsExactly(Map.entry("m", "all"));
            assertThat(((Image) archive.load(index.manifests().get(1))).manifest().annotations())
                    .containsExactly(Map.entry("m", "all"), Map.entry("only", "arm"));
        }
        assertThatThrownBy(() -> build(DOCKERFILE, BOTH.subList(0, 1), new Output.Oci(List.of(), file("b.tar"), encoding)))
                .isInstanceOf(SlipwayException.BadInput.class).hasMessageContaining("about an index");
    }

    @Test
    void namesInTheStoreAndInRegistries() throws Exception {
        var naming = new Output.Naming(Output.Naming.Stored.NAMED, Output.Naming.Digests.ADDED, Optional.empty());
        BuildResult canonical = build(DOCKERFILE, BOTH, new Output.Image(List.of(NAME), naming, Output.Push.PUSH, Encoding.USUAL));
        Descriptor index = canonical.artifact().descriptor();
        assertThat(canonical.names()).extracting(Reference::toString)
                .containsExactly(NAME.toString(), "example.test/team/app@" + index.digest());
        assertThat(store.resolve(NAME)).map(Descriptor::digest).contains(index.digest());
        assertThat(registry.resolve(NAME)).map(Descriptor::digest).contains(index.digest());

        Reference other = Reference.parse("example.test/other");
        var unnamed = new Output.Naming(Output.Naming.Stored.UNNAMED, Output.Naming.Digests.LEFT_OUT, Optional.empty());
        build(DOCKERFILE, BOTH, new Output.Image(List.of(other), unnamed, Output.Push.PUSH_BY_DIGEST, Encoding.USUAL));
        assertThat(store.names()).doesNotContainKey(other);
        assertThat(registry.names().keySet()).extracting(Reference::toString)
                .contains("example.test/other@" + index.digest()).doesNotContain("example.test/other:latest");

        var dangling = new Output.Naming(Output.Naming.Stored.NAMED, Output.Naming.Digests.LEFT_OUT, Optional.of("left/over"));
        BuildResult result = build(DOCKERFILE, BOTH, new Output.Image(List.of(), dangling, Output.Push.KEEP, Encoding.USUAL));
        assertThat(result.names()).extracting(Reference::familiar).containsExactly("left/over@" + index.digest());
    }

    @Test
    void filesOfSeveralPlatformsLieSideBySideOrTogether() throws Exception {
        Path out = directory.resolve("out");
        build(DOCKERFILE, BOTH, new Output.Local(out, PlatformSplit.WHERE_SEVERAL, Output.Stale.KEPT));
        assertThat(out.resolve("linux_amd64/arch")).hasContent("amd64");
        assertThat(out.resolve("linux_arm64/arch")).hasContent("arm64");
        assertThatThrownBy(() -> build(DOCKERFILE, BOTH, new Output.Local(out, PlatformSplit.NEVER, Output.Stale.KEPT)))
                .isInstanceOf(SlipwayException.BadInput.class).hasMessageContaining("cannot overwrite");
        Path one = directory.resolve("one");
        String apart = "FROM scratch\nARG TARGETARCH\nCOPY $TARGETARCH /bin/$TARGETARCH\n";
        build(apart, BOTH, new Output.Local(one, PlatformSplit.NEVER, Output.Stale.KEPT));
        assertThat(one.resolve("bin/amd64")).hasContent("amd64");
        assertThat(one.resolve("bin/arm64")).hasContent("arm64");
        build(apart, BOTH.subList(0, 1), new Output.Local(one, PlatformSplit.ALWAYS, Output.Stale.KEPT));
        assertThat(one.resolve("linux_amd64/bin/amd64")).hasContent("amd64");
    }

    @Test
    void tarsHoldThemToo() throws Exception {
        build(DOCKERFILE, BOTH, new Output.Tar(file("a.tar"), PlatformSplit.WHERE_SEVERAL));
        assertThat(run("tar", "tf", directory.resolve("a.tar").toString()).lines()).containsExactly("linux_amd64/",
                "linux_amd64/arch", "linux_amd64/base", "linux_amd64/text", "linux_arm64/", "linux_arm64/arch",
                "linux_arm64/base", "linux_arm64/text");
        build(DOCKERFILE, BOTH.subList(0, 1), new Output.Tar(file("b.tar"), PlatformSplit.WHERE_SEVERAL));
        assertThat(run("tar", "tf", directory.resolve("b.tar").toString()).lines()).containsExactly("arch", "base", "text");
    }

    @Test
    void deletesWhatIsStaleAndNothingElse() throws Exception {
        Path out = Files.createDirectories(directory.resolve("out"));
        Path outside = Files.createDirectories(directory.resolve("outside"));
        Files.writeString(outside.resolve("precious"), "precious");
        Files.createDirectories(out.resolve("linux_amd64/old/deep"));
        Files.writeString(out.resolve("linux_amd64/old/deep/file"), "old");
        Files.createDirectories(out.resolve("linux_amd64/arch/was/a/directory"));
        Files.createSymbolicLink(out.resolve("linux_amd64/link"), outside);
        Files.createDirectories(out.resolve("linux_s390x"));
        Files.writeString(out.resolve("linux_s390x/kept"), "kept");
        build(DOCKERFILE, BOTH, new Output.Local(out, PlatformSplit.WHERE_SEVERAL, Output.Stale.DELETED));
        assertThat(files(out)).containsExactlyInAnyOrder("linux_amd64", "linux_amd64/arch", "linux_amd64/base", "linux_amd64/text",
                "linux_arm64", "linux_arm64/arch", "linux_arm64/base", "linux_arm64/text", "linux_s390x", "linux_s390x/kept");
        assertThat(outside.resolve("precious")).hasContent("precious");
        for (String root : List.of("/", System.getProperty("user.home"), "")) {
            assertThatThrownBy(() -> build(DOCKERFILE, BOTH.subList(0, 1),
                    new Output.Local(Path.of(root), PlatformSplit.NEVER, Output.Stale.DELETED)))
                    .isInstanceOf(SlipwayException.BadInput.class).hasMessageContaining("would empty");
        }
    }

    @Test
    void aProgramThatFailsIsToldOf() {
        assertThatThrownBy(() -> build(DOCKERFILE, BOTH.subList(0, 1), new Output.Docker(List.of(NAME),
                new Destination.Program(List.of("sh", "-c", "echo no room; exit 1")), Encoding.USUAL)))
                .isInstanceOf(SlipwayException.BadInput.class).hasMessageContaining("no room");
        assertThatThrownBy(() -> build(DOCKERFILE, BOTH, new Output.Docker(List.of(NAME), file("x"), Encoding.USUAL)))
                .isInstanceOf(SlipwayException.BadInput.class).hasMessageContaining("one platform");
    }

    /// skopeo checks all digests and diffIDs it meets; umoci and buildah unpack.
    @ParameterizedTest
    @CsvSource({"GZIP, OCI", "GZIP, DOCKER", "ZSTD, OCI", "NONE, DOCKER", "NONE, OCI", "ESTARGZ, OCI"})
    void otherToolsReadThem(Compression.Form form, MediaTypeFamily family) throws Exception {
        var compression = new Compression(form, java.util.OptionalInt.empty());
        var encoding = new Encoding(compression, Encoding.Bases.COMPRESSED_ANEW, family, List.of());
        build(DOCKERFILE, BOTH, new Output.Oci(List.of(NAME), file("index.tar"), encoding),
                new Output.Oci(List.of(NAME), new Destination.Directory(directory.resolve("layout")), encoding));
        build(DOCKERFILE, BOTH.subList(0, 1), new Output.Docker(List.of(NAME), file("docker.tar"), encoding),
                new Output.Oci(List.of(NAME), file("single.tar"), encoding));
        String index = "oci-archive:" + directory.resolve("index.tar");
        skopeo(index, "all-" + form, "--all");
        for (String architecture : List.of("amd64", "arm64")) skopeo(index, architecture, "--override-arch", architecture);
        // By tag it finds nothing but OCI's media types in a layout.
        String tag = family == MediaTypeFamily.OCI ? ":1.0" : "";
        skopeo("oci:" + directory.resolve("layout") + tag, "layout-" + form, "--all");
        skopeo("oci-archive:" + directory.resolve("single.tar"), "single");
        skopeo("docker-archive:" + directory.resolve("docker.tar") + ":" + NAME, "docker");
        if (form == Compression.Form.ZSTD) return; // Which umoci does not know.
        Path bundle = directory.resolve("bundle");
        run("umoci", "unpack", "--rootless", "--image", directory.resolve("single") + ":x", bundle.toString());
        assertThat(bundle.resolve("rootfs/arch")).hasContent("amd64");
        assertThat(bundle.resolve("rootfs/base")).exists();
    }

    private void skopeo(String from, String to, String... options) throws Exception {
        var command = new ArrayList<>(List.of("skopeo", "copy", "--insecure-policy"));
        command.addAll(List.of(options));
        command.addAll(List.of(from, "oci:" + directory.resolve(to) + ":x"));
        run(command.toArray(String[]::new));
    }

    private static String run(String... command) throws Exception {
        boolean isThere = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(part -> Files.isExecutable(Path.of(part, command[0])));
        assumeTrue(isThere, command[0] + " is not here");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", String.join(" ", command), said).isZero();
        return said;
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> !file.equals(root)).map(file -> root.relativize(file).toString()).toList();
        }
    }

    private Destination file(String name) {
        return new Destination.File(directory.resolve(name));
    }

    private BuildResult build(String dockerfile, List<Platform> platforms, Output... outputs)
            throws IOException, InterruptedException {
        var root = new BuildRequest.ContextRoot.Directory(context, Optional.empty());
        var request = BuildRequest.of(Source.of("Dockerfile", dockerfile), root).withPlatforms(platforms)
                .withOutputs(List.of(outputs));
        Executor none = (_, _, _) -> {
            throw new AssertionError("nothing runs here");
        };
        var images = new StoreImages(registry);
        return new Builder(new Builder.Rooms(store, snapshotter, none, images, images))
                .build(request, Progress.SILENT, new Cancellation());
    }
}
