package slipway.build.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.build.BuildRequest;
import slipway.build.BuildResult;
import slipway.build.Progress;
import slipway.build.run.execute.Cancellation;
import slipway.build.run.execute.EmbeddedExecutor;
import slipway.build.run.snapshot.CopySnapshotter;
import slipway.build.run.snapshot.OverlaySnapshotter;
import slipway.build.run.snapshot.Snapshotter;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.image.Artifact;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.ImageSink;
import slipway.image.ImageSource;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.Store;
import slipway.image.TransferListener;
import slipway.image.Layer;
import slipway.image.layer.FileTree;
import slipway.image.layer.LayerIndex;
import slipway.image.store.DirectoryStore;

/// Whole builds in a store of their own. Those with `RUN` need root and a static busybox.
class BuilderTest {

    private static final Path BUSYBOX = Path.of("/bin/busybox");

    @TempDir
    Path directory;

    private DirectoryStore store;
    private Snapshotter snapshotter;
    private Path context;

    @BeforeEach
    void open() throws IOException {
        store = DirectoryStore.open(directory.resolve("store"));
        snapshotter = new OverlaySnapshotter(store.root());
        context = Files.createDirectory(directory.resolve("context"));
    }

    @AfterEach
    void close() throws IOException {
        snapshotter.close();
        store.close();
    }

    @Test
    void copiesFilesOntoNothing() throws Exception {
        Files.writeString(context.resolve("hello.txt"), "hello\n");
        BuildResult result = build("FROM scratch\nCOPY hello.txt /greetings/\n");
        assertThat(describe(result)).containsExactly("greetings 755 0:0", "greetings/hello.txt 644 0:0 6");
    }

    @Test
    void givesTheSameImageAgainAndTakesEachStepFromTheCache() throws Exception {
        Files.writeString(context.resolve("a"), "a");
        String dockerfile = "FROM scratch AS one\nCOPY a /a\nFROM scratch\nWORKDIR /w\nCOPY --from=one /a /b\nENV x=y\n";
        BuildResult first = build(dockerfile);
        Files.setLastModifiedTime(context.resolve("a"), java.nio.file.attribute.FileTime.fromMillis(0));
        BuildResult second = build(dockerfile);
        assertThat(second.artifact().descriptor()).isEqualTo(first.artifact().descriptor());
        assertThat(first.steps()).isEqualTo(new BuildResult.Steps(3, 0));
        assertThat(second.steps()).isEqualTo(new BuildResult.Steps(3, 3));
    }

    @Test
    void aMetadataInstructionBustsNothing() throws Exception {
        Files.writeString(context.resolve("a"), "a");
        build("FROM scratch\nLABEL a=1\nCOPY a /a\n");
        BuildResult second = build("FROM scratch\nLABEL a=2\nEXPOSE 80\nCOPY a /a\nCMD [\"/a\"]\n");
        assertThat(second.steps()).isEqualTo(new BuildResult.Steps(1, 1));
    }

    @Test
    void runsCommandsAndRecordsWhatTheyChanged() throws Exception {
        busyboxContext();
        BuildResult result = build(BUSYBOX_STAGE + """
                RUN echo one > /one && echo two > /two && mkdir -p /d/e && ln /one /d/linked
                RUN rm /two && chmod 600 /one && id > /id
                USER 12:34
                WORKDIR /home
                RUN id -u > /tmp/uid && pwd > /tmp/pwd
                """);
        FileTree tree = tree(result);
        assertThat(tree.lookup("one").orElseThrow().mode()).isEqualTo(0600);
        assertThat(tree.lookup("two")).isEmpty();
        assertThat(tree.lookup("d/e").orElseThrow().mode()).isEqualTo(0755);
        assertThat(tree.origin("d/linked")).isPresent();
        assertThat(tree.lookup("tmp/uid").orElseThrow()).satisfies(file -> {
            assertThat(file.uid()).isEqualTo(12);
            assertThat(file.gid()).isEqualTo(34);
        });
        assertThat(tree.lookup("home").orElseThrow().uid()).isEqualTo(12);
    }

    @Test
    void overlaysAndCopiesGiveTheSameImage() throws Exception {
        busyboxContext();
        String dockerfile = BUSYBOX_STAGE + "RUN mkdir /d && echo x > /d/x && rm -r /tmp && ln -s /d /s\nRUN rm -r /d && mkdir /d && echo y > /d/y\n";
        BuildResult overlay = build(dockerfile);
        snapshotter.close();
        store.close();
        store = DirectoryStore.open(directory.resolve("other"));
        snapshotter = new CopySnapshotter(store.root());
        assertThat(build(dockerfile).artifact().descriptor()).isEqualTo(overlay.artifact().descriptor());
    }

    @Test
    void linkedLayersAreReusedOnWhateverIsBelow() throws Exception {
        Files.writeString(context.resolve("a"), "a");
        Files.writeString(context.resolve("b"), "b");
        String linked = "COPY --link a /etc/conf/\nADD --link --chown=7:8 a b /x/\n";
        BuildResult one = build("FROM scratch\nCOPY a /etc/one\n" + linked);
        BuildResult other = build("FROM scratch\nCOPY b /etc/other\n" + linked);
        assertThat(other.steps()).isEqualTo(new BuildResult.Steps(3, 2));
        assertThat(layers(other).subList(1, 3)).isEqualTo(layers(one).subList(1, 3));
        assertThat(tree(other).lookup("etc/other")).isPresent();
        assertThat(tree(other).lookup("etc/conf/a")).isPresent();
    }

    private static List<Layer> layers(BuildResult result) {
        return result.images().getFirst().layers();
    }

    @Test
    void patternsCountByWhatTheySelect() throws Exception {
        Files.createDirectory(context.resolve("d"));
        Files.writeString(context.resolve("d/a"), "a");
        Files.writeString(context.resolve("d/note.md"), "n");
        build("FROM scratch\nCOPY --exclude=*.md d /d/\n");
        Files.writeString(context.resolve("d/note.md"), "changed");
        assertThat(build("FROM scratch\nCOPY --exclude=**/*.md d /d/\n").steps().cached()).isEqualTo(1);
    }

    @Test
    void saysWhichInstructionFailed() throws Exception {
        busyboxContext();
        assertThatThrownBy(() -> build(BUSYBOX_STAGE + "RUN exit 7\n"))
                .isInstanceOfSatisfying(SlipwayException.StepFailed.class, e -> {
                    assertThat(e.status()).isEqualTo(7);
                    assertThat(e.problem().location().orElseThrow().toString()).isEqualTo("Dockerfile:5:1");
                    assertThat(e.problem().message()).isEqualTo("process \"/bin/sh -c exit 7\" did not complete successfully: exit code: 7");
                });
    }

    @Test
    void saysWhichFileIsMissingAndWhatMayHaveBeenMeant() throws Exception {
        Files.writeString(context.resolve("package.json"), "{}");
        assertThatThrownBy(() -> build("FROM scratch\nCOPY pakage.json /\n"))
                .isInstanceOfSatisfying(SlipwayException.BadInput.class, e -> {
                    assertThat(e.problem().message()).isEqualTo("\"/pakage.json\" not found");
                    assertThat(e.problem().hint()).contains("did you mean package.json?");
                    assertThat(e.problem().location().orElseThrow().line()).isEqualTo(2);
                });
    }

    @Test
    void tellsARegistryWhereTheLayersOfBasesCameFrom() throws Exception {
        Files.writeString(context.resolve("a"), "a");
        Reference base = Reference.parse("127.0.0.1:1/base:1");
        Image below = (Image) build("FROM scratch\nCOPY a /a\n").artifact();
        store.name(base, below.descriptor());
        var told = new LinkedHashMap<Digest, Reference>();
        build("FROM 127.0.0.1:1/base:1\nCOPY a /b\n", List.of(slipway.build.Output.image(
                List.of(Reference.parse("127.0.0.1:1/app:1")), slipway.build.Output.Push.PUSH)), new ImageSink() {
                    @Override
                    public void write(Artifact artifact, Reference reference, Store from, TransferListener listener) {
                        throw new AssertionError("told nothing");
                    }

                    @Override
                    public void write(Artifact artifact, Reference reference, Store from, Map<Digest, Reference> origins,
                            TransferListener listener) {
                        told.putAll(origins);
                    }
                });
        assertThat(told).containsExactly(Map.entry(below.layers().getFirst().descriptor().digest(), base));
    }

    @Test
    void whatIsBuiltOnAStepThatRanAnewRunsAnew() throws Exception {
        busyboxContext();
        String dockerfile = BUSYBOX_STAGE.replace("scratch", "scratch AS one")
                + "RUN cat /proc/sys/kernel/random/uuid > /id\nFROM one\nRUN cp /id /copy\n";
        build(dockerfile);
        BuildResult filtered = build(dockerfile, new BuildRequest.Caching.IgnoreStages(List.of("ONE")));
        assertThat(filtered.steps().cached()).isZero();
        assertThat(content(filtered, "copy")).isEqualTo(content(filtered, "id"));
        BuildResult after = build(dockerfile);
        assertThat(after.steps().cached()).isEqualTo(after.steps().total());
        assertThat(after.artifact().descriptor()).isEqualTo(filtered.artifact().descriptor());
        BuildResult unknown = build(dockerfile, new BuildRequest.Caching.IgnoreStages(List.of("other")));
        assertThat(unknown.steps().cached()).isEqualTo(unknown.steps().total());
    }

    @Test
    void aPragmaRunsAStepInEachBuildAndItsUsersOnlyWhereItChanged() throws Exception {
        busyboxContext();
        String changes = BUSYBOX_STAGE + "# slipway: no-cache\nRUN cat /proc/sys/kernel/random/uuid > /id\nRUN cp /id /copy\n";
        BuildResult first = build(changes);
        BuildResult second = build(changes);
        assertThat(second.steps().cached()).isEqualTo(first.steps().total() - 2);
        assertThat(content(second, "copy")).isEqualTo(content(second, "id")).isNotEqualTo(content(first, "id"));
        String stays = BUSYBOX_STAGE + "# slipway: no-cache\nRUN echo same > /id\nRUN cp /id /copy\n";
        build(stays);
        BuildResult again = build(stays);
        assertThat(again.steps().cached()).isEqualTo(again.steps().total() - 1);
    }

    @Test
    void aPragmaSaysHowLongAResultIsGood() throws Exception {
        busyboxContext();
        String dockerfile = BUSYBOX_STAGE + "# slipway: cache-ttl=1h\nRUN cat /proc/sys/kernel/random/uuid > /id\n";
        BuildResult first = build(dockerfile);
        assertThat(build(dockerfile).steps()).isEqualTo(new BuildResult.Steps(first.steps().total(), first.steps().total()));
        age(store.root(), java.time.Duration.ofMinutes(61));
        BuildResult later = build(dockerfile);
        assertThat(later.steps().cached()).isEqualTo(later.steps().total() - 1);
        assertThat(content(later, "id")).isNotEqualTo(content(first, "id"));
        assertThat(build(dockerfile).artifact().descriptor()).isEqualTo(later.artifact().descriptor());
    }

    /// Makes all records of the cache as much older.
    private static void age(Path root, java.time.Duration by) throws IOException {
        try (var files = Files.walk(root.resolve("cache/steps"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
                String text = Files.readString(file);
                var made = java.util.regex.Pattern.compile("(?<=\"made\":\")[^\"]+").matcher(text);
                Files.writeString(file, made.replaceAll(time -> java.time.Instant.parse(time.group()).minus(by).toString()));
            }
        }
    }

    /// The hash of a file's content.
    private String content(BuildResult result, String path) throws IOException {
        return tree(result).lookup(path).orElseThrow().content().orElseThrow().toString();
    }

    private static final String BUSYBOX_STAGE = "FROM scratch\nCOPY --chmod=755 busybox /bin/\nCOPY --chmod=755 busybox /bin/sh\nRUN [\"/bin/busybox\", \"--install\", \"/bin\"]\n"
            .replace("COPY --chmod=755 busybox /bin/sh\n", "COPY --chmod=1777 empty /tmp/\n");

    private void busyboxContext() throws IOException {
        assumeTrue(Files.exists(BUSYBOX), "needs a static busybox");
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        Files.copy(BUSYBOX, context.resolve("busybox"));
        Files.createDirectory(context.resolve("empty"));
        Files.setPosixFilePermissions(context.resolve("empty"), PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private BuildResult build(String dockerfile) throws IOException, InterruptedException {
        return build(dockerfile, List.of(), (_, _, _, _) -> {});
    }

    private BuildResult build(String dockerfile, BuildRequest.Caching caching) throws IOException, InterruptedException {
        return build(dockerfile, caching, List.of(), (_, _, _, _) -> {});
    }

    private BuildResult build(String dockerfile, List<slipway.build.Output> outputs, ImageSink sink)
            throws IOException, InterruptedException {
        return build(dockerfile, BuildRequest.Caching.USE, outputs, sink);
    }

    private BuildResult build(String dockerfile, BuildRequest.Caching caching, List<slipway.build.Output> outputs,
            ImageSink sink) throws IOException, InterruptedException {
        var root = new BuildRequest.ContextRoot.Directory(context, Optional.empty());
        var request = BuildRequest.of(Source.of("Dockerfile", dockerfile), root)
                .withPlatforms(List.of(Platform.parse("linux/amd64"))).withOutputs(outputs).withCaching(caching);
        var executor = EmbeddedExecutor.in(Files.createDirectories(directory.resolve("scratch")));
        var rooms = new Builder.Rooms(store, snapshotter, executor, new NoRegistry(), sink);
        return new Builder(rooms).build(request, new Recorded(), new Cancellation());
    }

    /// What processes wrote goes to the test's own output, where a failure is explained.
    private static final class Recorded implements Progress {
        @Override
        public void planned(Step step) {}

        @Override
        public void started(Step step) {}

        @Override
        public void cached(Step step) {}

        @Override
        public void output(Step step, Channel channel, byte[] bytes, int length) {
            System.out.print(new String(bytes, 0, length, StandardCharsets.UTF_8));
        }

        @Override
        public void transferred(Step step, TransferKind kind, String subject, long done, Optional<Long> total) {}

        @Override
        public void completed(Step step) {}

        @Override
        public void failed(Step step, slipway.diagnostics.Problem problem) {}

        @Override
        public void cancelled(Step step) {}

        @Override
        public void warning(slipway.diagnostics.Problem problem) {}
    }

    private FileTree tree(BuildResult result) throws IOException {
        var indexes = new ArrayList<LayerIndex>();
        for (var layer : result.image().orElseThrow().layers()) indexes.add(LayerIndex.of(layer, store));
        return FileTree.of(indexes);
    }

    private List<String> describe(BuildResult result) throws IOException {
        return tree(result).all().stream().filter(entry -> !entry.path().isEmpty())
                .map(entry -> entry.path() + " " + Integer.toOctalString(entry.mode()) + " " + entry.uid() + ":" + entry.gid() + (entry.size() > 0 ? " " + entry.size() : ""))
                .toList();
    }

    private static final class NoRegistry implements ImageSource {
        @Override
        public Optional<Artifact> resolve(Reference reference) {
            return Optional.empty();
        }

        @Override
        public Optional<Image> resolve(Reference reference, Platform platform) {
            return Optional.empty();
        }

        @Override
        public void fetch(Reference reference, List<Descriptor> blobs, Store store, TransferListener listener) {
            throw new IllegalStateException("nothing to fetch from");
        }
    }
}
