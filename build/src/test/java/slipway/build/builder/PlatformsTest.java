package slipway.build.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.build.BuildRequest;
import slipway.build.BuildResult;
import slipway.build.Progress;
import slipway.build.run.emulate.Emulators;
import slipway.build.run.execute.Cancellation;
import slipway.build.run.execute.EmbeddedExecutor;
import slipway.build.run.execute.Executor;
import slipway.build.run.snapshot.OverlaySnapshotter;
import slipway.build.run.snapshot.Snapshotter;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.image.Descriptor;
import slipway.image.Image;
import slipway.image.ImageConfig;
import slipway.image.Index;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.RunConfig;
import slipway.image.store.DirectoryStore;
import slipway.image.store.StoreImages;

/// Builds for several platforms at once, and for one that is not this machine's.
final class PlatformsTest {

    @TempDir
    Path directory;

    private DirectoryStore store;
    private Snapshotter snapshotter;
    private Path context;
    private Optional<Emulators> emulators = Optional.empty();
    private final Heard heard = new Heard();

    @BeforeEach
    void open() throws IOException {
        store = DirectoryStore.open(directory.resolve("store"));
        snapshotter = new OverlaySnapshotter(store.root());
        context = Files.createDirectory(directory.resolve("context"));
        Files.writeString(context.resolve("file"), "file\n");
    }

    @AfterEach
    void close() throws Exception {
        snapshotter.close();
        store.close();
        // The links of an unpacked distribution lead everywhere; the test library would warn of each.
        assertThat(new ProcessBuilder("rm", "-rf", store.root().toString()).start().waitFor()).isZero();
    }

    @Test
    void anIndexListsPlatformsInNormalForm() throws Exception {
        BuildResult result = build("""
                FROM scratch
                ARG TARGETPLATFORM
                ARG TARGETVARIANT
                ARG BUILDPLATFORM
                COPY file /file
                LABEL t=$TARGETPLATFORM v=$TARGETVARIANT b=$BUILDPLATFORM
                """, "amd64", "linux/aarch64/v8", "linux/arm", "linux/arm/v6", "linux/amd64/v2");
        Index index = (Index) result.artifact();
        assertThat(index.manifests()).extracting(manifest -> manifest.platform().orElseThrow().toString())
                .containsExactly("linux/amd64", "linux/arm64", "linux/arm/v7", "linux/arm/v6", "linux/amd64/v2");
        assertThat(result.images()).extracting(image -> image.config().platform().toString())
                .containsExactly("linux/amd64", "linux/arm64", "linux/arm/v7", "linux/arm/v6", "linux/amd64/v2");
        assertThat(result.images()).extracting(image -> image.config().run().labels().get("v"))
                .containsExactly("", "", "v7", "v6", "v2");
        assertThat(result.images()).extracting(image -> image.config().run().labels().get("t"))
                .containsExactly("linux/amd64", "linux/arm64", "linux/arm/v7", "linux/arm/v6", "linux/amd64/v2");
        assertThat(result.images()).allSatisfy(image ->
                assertThat(image.config().run().labels()).containsEntry("b", Platform.local().toString()));
    }

    /// The files are the same for all, so they are copied once.
    @Test
    void aStepThatDoesNotDependOnThePlatformRunsOnce() throws Exception {
        BuildResult result = build("FROM scratch AS a\nCOPY file /a\nFROM scratch\nCOPY --from=a /a /b\n",
                "linux/amd64", "linux/arm64", "linux/riscv64");
        assertThat(heard.started).hasSize(2).anyMatch(name -> name.matches("\\[linux/amd64 a ./.] COPY file /a"))
                .anyMatch(name -> name.matches("\\[linux/amd64 stage-1 ./.] COPY --from=a /a /b"));
        assertThat(result.images()).extracting(image -> image.layers().getFirst().diffId()).hasSize(3).containsOnly(
                result.images().getFirst().layers().getFirst().diffId());
    }

    @Test
    void crossCompilingRunsOncePerTargetAndWhatIsCommonOnce() throws Exception {
        shell(Platform.local(), "shell:1");
        BuildResult result = build("""
                FROM --platform=$BUILDPLATFORM shell:1 AS build
                RUN echo common > /common
                ARG TARGETARCH
                RUN echo $TARGETARCH > /out
                FROM scratch
                COPY --from=build /out /
                """, "linux/amd64", "linux/arm64");
        String build = "[" + Platform.local() + (Platform.local().architecture().equals("amd64") ? "" : "->amd64");
        assertThat(heard.started).filteredOn(name -> name.contains("RUN echo common")).hasSize(1)
                .allSatisfy(name -> assertThat(name).startsWith(build));
        assertThat(heard.started).filteredOn(name -> name.contains("RUN echo $TARGETARCH")).hasSize(2);
        assertThat(heard.started).anyMatch(name -> name.contains("->"));
        assertThat(result.images().get(0).layers()).isNotEqualTo(result.images().get(1).layers());
    }

    @Test
    void takesTheBestVariantThatAnIndexHas() throws Exception {
        Image v6 = image(Platform.parse("linux/arm/v6"));
        index("variants:1", image(Platform.parse("linux/arm/v5")), v6, image(Platform.parse("linux/amd64")));
        BuildResult result = build("FROM variants:1\nCOPY file /\n", "linux/arm/v7");
        assertThat(result.image().orElseThrow().config().run().labels()).containsEntry("for", "linux/arm/v6");
        assertThat(result.image().orElseThrow().config().platform()).hasToString("linux/arm/v7");
    }

    @Test
    void saysWhichPlatformsABaseHas() throws Exception {
        index("some:1", image(Platform.parse("linux/amd64")), image(Platform.parse("linux/arm64")));
        assertThatThrownBy(() -> build("FROM scratch\nFROM some:1\n", "linux/s390x"))
                .isInstanceOfSatisfying(SlipwayException.BadInput.class, e -> {
                    assertThat(e.problem().message()).isEqualTo("some:1 has no image for linux/s390x");
                    assertThat(e.problem().hint()).contains("it has images for linux/amd64, linux/arm64");
                    assertThat(e.problem().location().orElseThrow().toString()).isEqualTo("Dockerfile:2:6");
                });
    }

    @Test
    void aLoneBaseOfAnotherPlatformIsTaken() throws Exception {
        store.name(Reference.parse("lone:1"), image(Platform.parse("linux/s390x")).descriptor());
        BuildResult result = build("FROM lone:1\nCOPY file /\n", "linux/amd64", "linux/s390x");
        assertThat(result.images()).extracting(image -> image.config().platform().toString())
                .containsExactly("linux/amd64", "linux/s390x");
    }

    @Test
    void aStageOfAFixedPlatformSaysSoAndItsIndexDoesNot() throws Exception {
        index("some:1", image(Platform.parse("linux/amd64")), image(Platform.parse("linux/arm64")));
        BuildResult fixed = build("FROM --platform=linux/arm64 some:1\nCOPY file /\n", "linux/amd64", "linux/riscv64");
        assertThat(fixed.images()).extracting(image -> image.config().platform().toString()).containsOnly("linux/arm64");
        assertThat(((Index) fixed.artifact()).manifests()).extracting(image -> image.platform().orElseThrow().toString())
                .containsExactly("linux/amd64", "linux/riscv64");
        BuildResult nothing = build("FROM --platform=linux/arm64 scratch\nCOPY file /\n", "linux/amd64");
        assertThat(nothing.image().orElseThrow().config().platform()).hasToString("linux/amd64");
        BuildResult child = build("FROM --platform=linux/arm64 some:1 AS a\nFROM a\nCOPY file /\n", "linux/riscv64");
        assertThat(child.image().orElseThrow().config().platform()).hasToString("linux/riscv64");
    }

    @Test
    void refusesAStepThatCannotRunHereBeforeAnythingRuns() throws Exception {
        index("some:1", image(Platform.parse("linux/mips64")), image(Platform.local()));
        assumeTrue(emulators().mounts(Platform.parse("linux/mips64")).isEmpty(), "linux/mips64 is emulated here");
        assertThatThrownBy(() -> build("FROM some:1\nCOPY file /\nRUN make\n", Platform.local().toString(), "linux/mips64"))
                .isInstanceOfSatisfying(SlipwayException.BadInput.class, e -> {
                    assertThat(e.problem().message()).startsWith("this step runs a program for linux/mips64");
                    assertThat(e.problem().location().orElseThrow().toString()).isEqualTo("Dockerfile:3:1");
                });
        assertThat(heard.started).isEmpty();
    }

    @Test
    void whatIsInTheCacheNeedsNoEmulator() throws Exception {
        shell(Platform.local(), "shell:1");
        String dockerfile = "FROM shell:1\nRUN echo hello\n";
        build(dockerfile, Platform.local().toString());
        // The same step for a machine that cannot run it: the key is the same, and so is the result.
        emulators = Optional.of(Emulators.none());
        build(dockerfile, Platform.local().toString());
        assertThatThrownBy(() -> build(dockerfile + "RUN echo more\n", Platform.local().toString()))
                .isInstanceOf(SlipwayException.BadInput.class);
    }

    /// With QEMU, where the kernel knows of it. The base is a real one of that platform.
    @Test
    void runsStepsOfAnotherPlatform() throws Exception {
        needsRoot();
        Platform foreign = Platform.local().architecture().equals("amd64") ? Platform.parse("linux/arm64")
                : Platform.parse("linux/amd64");
        String machine = foreign.architecture().equals("arm64") ? "aarch64" : "x86_64";
        Path bases = Path.of("../../shared/bases");
        assumeTrue(Files.isDirectory(bases), "needs the root file system of a distribution for " + foreign);
        assumeTrue(emulators().mounts(foreign).isPresent(), "this kernel has no emulator for " + foreign);
        try (Stream<Path> files = Files.list(bases)) {
            Path base = files.filter(file -> file.getFileName().toString().endsWith(machine + ".tar.gz")).sorted()
                    .findFirst().orElseThrow();
            Files.copy(base, context.resolve("base.tar.gz"));
        }
        build("FROM scratch\nADD base.tar.gz /\nRUN uname -m && sh -c 'uname -m; cat /etc/alpine-release'\n", foreign.toString());
        assertThat(heard.output.toString()).startsWith(machine + "\n" + machine + "\n3.");
    }

    private static void needsRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    }

    /// An image of a static shell, as far as there is one.
    private void shell(Platform platform, String name) throws Exception {
        needsRoot();
        assumeTrue(Files.exists(Path.of("/bin/busybox")), "needs a static busybox");
        Files.copy(Path.of("/bin/busybox"), context.resolve("busybox"));
        BuildResult made = build("FROM scratch\nCOPY --chmod=755 busybox /bin/sh\n", platform.toString());
        store.name(Reference.parse(name), made.artifact().descriptor());
        heard.started.clear();
    }

    /// An image without layers that says what it is for.
    private Image image(Platform platform) throws IOException {
        var labels = new LinkedHashMap<String, String>();
        labels.put("for", platform.toString());
        Image image = Image.of(ImageConfig.empty(platform).with(RunConfig.empty().withLabels(labels)), List.of());
        store.put(image.manifest().config().mediaType(), image.rawConfig());
        store.put(image.descriptor().mediaType(), image.raw());
        return image;
    }

    private void index(String name, Image... images) throws IOException {
        Index index = Index.of(Stream.of(images).map(Image::descriptor).toList(), new LinkedHashMap<>());
        Descriptor stored = store.put(index.descriptor().mediaType(), index.raw());
        store.name(Reference.parse(name), stored);
    }

    private Emulators emulators() {
        return emulators.orElseGet(this::ofThisMachine);
    }

    private Emulators ofThisMachine() {
        return Emulators.ofThisMachine(directory.resolve("emulators"), "");
    }

    private BuildResult build(String dockerfile, String... platforms) throws IOException, InterruptedException {
        var root = new BuildRequest.ContextRoot.Directory(context, Optional.empty());
        var request = BuildRequest.of(Source.of("Dockerfile", dockerfile), root)
                .withPlatforms(Stream.of(platforms).map(Platform::parse).toList());
        Executor executor = (spec, output, cancellation) ->
                EmbeddedExecutor.in(Files.createDirectories(directory.resolve("scratch"))).execute(spec, output, cancellation);
        try (DirectoryStore empty = DirectoryStore.open(directory.resolve("registry"))) {
            var registry = new StoreImages(empty);
            var rooms = new Builder.Rooms(store, snapshotter, executor, emulators(), registry, registry);
            return new Builder(rooms).build(request, heard, new Cancellation());
        }
    }

    /// What a build tells.
    private static final class Heard implements Progress {

        final List<String> started = Collections.synchronizedList(new ArrayList<>());
        final StringBuffer output = new StringBuffer();

        @Override
        public void planned(Step step) {}

        @Override
        public void started(Step step) {
            boolean isStep = step.name().contains("COPY") || step.name().contains("RUN");
            if (isStep) started.add(step.name());
        }

        @Override
        public void cached(Step step) {}

        @Override
        public void output(Step step, Channel channel, byte[] bytes, int length) {
            output.append(new String(bytes, 0, length, StandardCharsets.UTF_8));
        }

        @Override
        public void transferred(Step step, TransferKind kind, String subject, long done, Optional<Long> total) {}

        @Override
        public void completed(Step step) {}

        @Override
        public void failed(Step step, Problem problem) {}

        @Override
        public void cancelled(Step step) {}

        @Override
        public void warning(Problem problem) {
            output.append(problem.message());
        }
    }
}
