package slipway.build.run.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.diagnostics.SlipwayException;
import slipway.image.Layer;
import slipway.image.layer.Attribute;
import slipway.image.layer.Compression;
import slipway.image.layer.Entry;
import slipway.image.layer.EntryOrder;
import slipway.image.layer.FileTree;
import slipway.image.layer.LayerIndex;
import slipway.image.layer.LayerIndexes;
import slipway.image.layer.LayerOptions;
import slipway.image.layer.LayerWriter;
import slipway.image.store.DirectoryStore;

/// What every snapshotter promises.
abstract class SnapshotterContract {

    static final LayerOptions OPTIONS = new LayerOptions(Compression.NONE, 1000);

    @TempDir
    Path root;

    DirectoryStore store;

    /// The snapshotter under test, on a directory.
    abstract Snapshotter open(Path root) throws IOException;

    @BeforeEach
    void openStore() throws IOException {
        Steps.assumePossible();
        store = DirectoryStore.open(root.resolve("store"));
    }

    @org.junit.jupiter.api.AfterEach
    void closeStore() throws IOException {
        if (store != null) store.close();
        // What a step made may have modes that the test framework cannot delete.
        Trees.remove(root.resolve("store"));
    }

    static Entry dir(String path) {
        return Entry.directory(path, 0755, 0, 0, 500);
    }

    static Entry file(String path, int size) {
        return Entry.file(path, 0644, 0, 0, size, 500);
    }

    static byte[] content(Entry file) {
        byte[] bytes = new byte[(int) file.size()];
        byte[] pattern = (file.path() + "\n").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) bytes[i] = pattern[i % pattern.length];
        return bytes;
    }

    LayerWriter.Written layer(Entry... entries) throws IOException {
        try (var writer = LayerWriter.open(store, new LayerOptions(Compression.GZIP, 2000))) {
            for (Entry entry : List.of(entries).stream().sorted(EntryOrder.ENTRIES).toList()) {
                if (entry.is(Entry.Kind.FILE)) writer.add(entry, () -> new ByteArrayInputStream(content(entry)));
                else writer.add(entry);
            }
            return writer.finish();
        }
    }

    /// A step: what its script did to the layers, as entries; the tree must be what the tools of the machine saw.
    LayerWriter.Written step(Snapshotter snapshotter, List<LayerWriter.Written> base, String script) throws IOException {
        var unpacked = new ArrayList<Unpacked>();
        for (var layer : base) unpacked.add(snapshotter.unpack(layer.layer(), store));
        FileTree tree = FileTree.of(base.stream().map(LayerWriter.Written::index).toList());
        Map<String, String> seen;
        Committed committed;
        try (Draft draft = snapshotter.prepare(unpacked)) {
            seen = Steps.run(draft.root(), script);
            committed = draft.commit(tree, OPTIONS, store, Runnable::run);
        }
        var written = committed.layer().join();
        String told = script + "\n" + written.index().entries().stream().map(e -> e.kind() + " " + e.path()).toList();
        assertSame(shown(tree.plus(written.index())), clamped(seen, tree, written.index()), told);
        unpacked.add(committed.unpacked());
        try (Draft next = snapshotter.prepare(unpacked)) {
            assertSame(Steps.run(next.root(), "true"), shown(tree.plus(written.index())), told);
        }
        return written;
    }

    /// Compares trees, and shows only where they differ.
    private static void assertSame(Map<String, String> actual, Map<String, String> expected, String told) {
        var more = new TreeMap<>(actual);
        more.entrySet().removeAll(expected.entrySet());
        var less = new TreeMap<>(expected);
        less.entrySet().removeAll(actual.entrySet());
        assertThat(more).as(told).isEqualTo(less);
    }

    static Map<String, String> shown(FileTree tree) {
        var shown = new TreeMap<String, String>();
        for (Entry entry : tree.all()) {
            if (entry.path().isEmpty()) continue;
            String kind = switch (entry.kind()) {
                case FILE -> "f";
                case DIRECTORY -> "d";
                case SYMLINK -> "l";
                case CHARACTER_DEVICE -> "c";
                case BLOCK_DEVICE -> "b";
                case FIFO -> "p";
                case HARD_LINK, WHITEOUT, OPAQUE -> throw new AssertionError(entry);
            };
            shown.put(entry.path(), kind + " " + Integer.toOctalString(entry.mode()) + " " + entry.uid() + ":" + entry.gid() + " "
                    + entry.size() + " " + (entry.is(Entry.Kind.DIRECTORY) ? "-" : entry.modified()) + " " + entry.link() + " "
                    + entry.content().map(digest -> digest.hex()).orElse(""));
        }
        return shown;
    }

    /// Times after the epoch are clamped, but for files of the base that nobody says anything of.
    private static Map<String, String> clamped(Map<String, String> seen, FileTree base, LayerIndex said) {
        var clamped = new TreeMap<String, String>();
        var old = shown(base);
        seen.forEach((path, line) -> {
            boolean kept = said.find(path).isEmpty() && line.equals(old.get(path));
            String[] fields = line.split(" ", -1);
            if (!kept && !fields[4].equals("-")) fields[4] = Long.toString(Math.min(1000, Long.parseLong(fields[4])));
            clamped.put(path, String.join(" ", fields));
        });
        return clamped;
    }

    private List<String> changes(String script, Entry... base) throws IOException {
        try (var snapshotter = open(root)) {
            return step(snapshotter, List.of(layer(base)), script).index().entries().stream()
                    .map(e -> e.path() + " " + e.kind() + (e.link().isEmpty() ? "" : " " + e.link())).toList();
        }
    }

    @Test
    void nothingChangedIsAnEmptyLayer() throws IOException {
        assertThat(changes("ls -lR . >/dev/null; cat a/f >/dev/null", dir("a"), file("a/f", 10))).isEmpty();
    }

    @Test
    void whatIsAddedIsSaidWithItsParents() throws IOException {
        assertThat(changes("mkdir -p x/y; echo hi > x/y/z; echo ho > a/n; ln -s n a/l; mkfifo p",
                dir("a"), file("a/f", 10), dir("b"), file("b/g", 1)))
                .containsExactly("a DIRECTORY", "a/l SYMLINK n", "a/n FILE", "p FIFO", "x DIRECTORY", "x/y DIRECTORY", "x/y/z FILE");
    }

    @Test
    void whatIsGoneIsAWhiteout() throws IOException {
        assertThat(changes("rm a/f; rm -r b; rm c/1 c/2", dir("a"), file("a/f", 10), file("a/g", 1), dir("b"), file("b/h", 1),
                dir("c"), file("c/1", 1), file("c/2", 1)))
                .containsExactly("a DIRECTORY", "a/f WHITEOUT", "b WHITEOUT", "c DIRECTORY", "c OPAQUE");
    }

    @Test
    void aDirectoryMadeAnewIsOpaque() throws IOException {
        assertThat(changes("rm -r a; mkdir a; echo 1 > a/new", dir("a"), file("a/f", 10), file("a/g", 1)))
                .containsExactly("a DIRECTORY", "a OPAQUE", "a/new FILE");
    }

    @Test
    void whatIsInADirectoryMadeAnewIsNewToo() throws IOException {
        assertThat(changes("rm -r a; mkdir -p a/b; echo 1 > a/b/new", dir("a"), dir("a/b"), file("a/b/f", 1), file("a/g", 1)))
                .containsExactly("a DIRECTORY", "a/b DIRECTORY", "a/b/f WHITEOUT", "a/b/new FILE", "a/g WHITEOUT");
    }

    @Test
    void aDirectoryMadeAnewWithTheSameInItIsNoChange() throws IOException {
        assertThat(changes("cp -a a /tmp/slipway-again-$$; rm -r a; cp -a /tmp/slipway-again-$$ a; rm -r /tmp/slipway-again-$$",
                dir("a"), file("a/f", 10), dir("a/d"), file("a/d/g", 1))).isEmpty();
    }

    @Test
    void kindsReplaceEachOther() throws IOException {
        assertThat(changes("rm -r a; echo f > a; rm f; mkdir f; rm l; mkdir l; echo > l/x; rm -r d; ln -s f d",
                dir("a"), file("a/f", 10), file("f", 1), Entry.symlink("l", "a", 0, 0, 1), dir("d"), file("d/x", 1)))
                .containsExactly("a FILE", "d SYMLINK f", "f DIRECTORY", "l DIRECTORY", "l/x FILE");
    }

    @Test
    void attributesAndTimesCountAndMadeUpTimesDoNot() throws IOException {
        assertThat(changes("chmod 600 m; chown 1:2 o; touch -d @7 t; chmod 700 d; touch -d @9 e; cat s > s2; touch -r s s2; mv s2 s; "
                        + "chmod 600 back; chmod 644 back",
                file("m", 1), file("o", 1), file("t", 1), dir("d"), dir("e"), file("s", 5), file("back", 1)))
                .containsExactly("d DIRECTORY", "m FILE", "o FILE", "t FILE");
    }

    @Test
    void contentCountsWhenNothingElseDiffers() throws IOException {
        assertThat(changes("printf xxxxx > s; touch -d @500 s", file("s", 5))).containsExactly("s FILE");
    }

    @Test
    void namesOfOneFileStayTogether() throws IOException {
        assertThat(changes("ln z/a b; echo > n1; ln n1 n2; mkdir k; ln n1 k/n3", dir("z"), file("z/a", 10)))
                .containsExactly("b FILE", "k DIRECTORY", "k/n3 FILE", "n1 HARD_LINK k/n3", "n2 HARD_LINK k/n3", "z DIRECTORY",
                        "z/a HARD_LINK b");
    }

    @Test
    void extendedAttributesOfImagesAreKept() throws IOException {
        var attributes = new TreeMap<String, Attribute>();
        attributes.put("user.kept", new Attribute(new byte[] {1, 2}));
        attributes.put("security.capability", new Attribute(java.util.HexFormat.of().parseHex("0100000200040000000000000000000000000000")));
        attributes.put("security.selinux", new Attribute(new byte[] {'x'}));
        try (var snapshotter = open(root)) {
            var base = layer(file("f", 10).withAttributes(attributes), dir("d").withAttributes(attributes));
            assertThat(step(snapshotter, List.of(base), "chmod 600 f").index().find("f").orElseThrow().attributes())
                    .isEqualTo(Trees.kept(attributes));
            var tree = FileTree.of(List.of(base.index()));
            try (var draft = snapshotter.prepare(List.of(snapshotter.unpack(base.layer(), store)))) {
                Steps.run(draft.root(), "true");
                assertThat(draft.commit(tree, OPTIONS, store, Runnable::run).layer().join().index().entries()).isEmpty();
            }
        }
    }

    @Test
    void socketsDoNotExist() throws IOException {
        String socket = "perl -MSocket -e 'socket(S,PF_UNIX,SOCK_STREAM,0); bind(S,sockaddr_un($ARGV[0])) or die' ";
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(Path.of("/usr/bin/perl")));
        try (var snapshotter = open(root); var draft = snapshotter.prepare(List.of())) {
            Steps.run(draft.root(), socket + "s; echo > f");
            var index = draft.commit(FileTree.EMPTY, OPTIONS, store, Runnable::run).layer().join().index();
            assertThat(index.entries()).extracting(Entry::path).containsExactly("f");
        }
    }

    @Test
    void theRootHasAttributesToo() throws IOException {
        try (var snapshotter = open(root)) {
            var base = layer(Entry.directory("", 0711, 3, 4, 5), dir("a"));
            var above = layer(dir("b"));
            assertThat(step(snapshotter, List.of(base, above), "stat -c %a:%u . | grep 711:3").index().entries()).isEmpty();
            assertThat(step(snapshotter, List.of(base, above), "chmod 700 .").index().entries()).extracting(Entry::path).containsExactly("");
        }
    }

    @Test
    void impliedDirectoriesKeepTheAttributesOfLowerLayers() throws IOException {
        try (var snapshotter = open(root)) {
            var base = layer(dir("a").withMode(01777), dir("a/b").withMode(0700), file("a/b/c", 1));
            var above = implying("a/b/d");
            assertThat(step(snapshotter, List.of(base, above), "stat -c %a a a/b | tr '\\n' : | grep 1777:700:").index().entries()).isEmpty();
        }
    }

    /// A layer of one file, whose directories it does not mention.
    private LayerWriter.Written implying(String path) throws IOException {
        Layer layer = HostileLayers.layer(store, file(path, 1));
        return new LayerWriter.Written(layer, LayerIndex.of(layer, store));
    }

    @Test
    void hostileLayersTouchNothingOutside() throws IOException {
        Path outside = Files.createDirectory(root.resolve("outside"));
        Files.writeString(outside.resolve("passwd"), "safe");
        String out = outside.toString();
        try (var snapshotter = open(root)) {
            for (Entry[] attack : HostileLayers.attacks(out)) {
                Layer layer = HostileLayers.layer(store, attack);
                assertThatThrownBy(() -> snapshotter.unpack(layer, store)).as(List.of(attack).toString())
                        .isInstanceOf(SlipwayException.CorruptData.class);
                assertThat(Files.readString(outside.resolve("passwd"))).isEqualTo("safe");
                assertThat(outside).isDirectoryContaining(path -> path.endsWith("passwd"));
                assertThat(Files.list(outside).count()).isEqualTo(1);
                assertThat(snapshots(root).resolve(layer.diffId().digest().hex())).doesNotExist();
            }
        }
        assertThat(Files.list(snapshots(root).resolve("tmp")).toList()).isEmpty();
    }

    @Test
    void aDamagedLayerLeavesNothing() throws IOException {
        try (var snapshotter = open(root)) {
            var good = layer(file("a", 10));
            Layer wrong = new Layer(good.layer().descriptor(), layer(file("b", 10)).layer().diffId());
            assertThatThrownBy(() -> snapshotter.unpack(wrong, store)).isInstanceOf(SlipwayException.CorruptData.class);
        }
        assertThat(Files.list(snapshots(root)).toList()).containsExactly(snapshots(root).resolve("tmp"));
    }

    @Test
    void manyUnpackOneLayerAtOnce() throws Exception {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < 200; i++) entries.add(file("f" + i, i));
        var layer = layer(entries.toArray(Entry[]::new));
        try (var one = open(root); var two = open(root); var pool = Executors.newFixedThreadPool(6)) {
            var futures = new ArrayList<CompletableFuture<Unpacked>>();
            for (int i = 0; i < 6; i++) {
                Snapshotter snapshotter = i % 2 == 0 ? one : two;
                futures.add(CompletableFuture.supplyAsync(() -> {
                    try {
                        return snapshotter.unpack(layer.layer(), store);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }, pool));
            }
            for (var future : futures) assertThat(future.get()).isEqualTo(futures.getFirst().get());
            Entry last = file("f199", 199);
            assertThat(futures.getFirst().get().content("f199").open().readAllBytes()).isEqualTo(content(last));
        }
    }

    @Test
    void unpackingLearnsWhatIsInALayer() throws IOException {
        var layer = layer(dir("a"), file("a/f", 70_000), file("a/g", 0), Entry.symlink("a/s", "f", 0, 0, 0));
        var indexes = new LayerIndexes(root);
        try (var snapshotter = open(root)) {
            assertThat(indexes.find(layer.layer().diffId())).isEmpty();
            snapshotter.unpack(layer.layer(), store);
            assertThat(indexes.find(layer.layer().diffId())).contains(layer.index());
        }
    }

    @Test
    void aCommittedStepIsTheUnpackedLayerLater() throws IOException {
        var base = layer(dir("a"), file("a/f", 10));
        LayerWriter.Written written;
        try (var snapshotter = open(root)) {
            written = step(snapshotter, List.of(base), "echo 1 > a/new; rm a/f");
        }
        try (var snapshotter = open(root)) {
            var again = snapshotter.unpack(written.layer(), store);
            assertThat(again.directory().getParent().getFileName().toString()).startsWith("run-");
        }
        try (var other = open(root.resolve("elsewhere"))) {
            assertThat(HostileLayers.listing(other.unpack(written.layer(), store).directory()))
                    .isEqualTo(HostileLayers.listing(snapshots(root).resolve(written.layer().diffId().digest().hex()).resolve("fs")));
        }
    }

    @Test
    void whatASessionLeavesIsSwept() throws IOException {
        try (var snapshotter = open(root)) {
            snapshotter.prepare(List.of());
            snapshotter.prepare(List.of(snapshotter.unpack(layer(file("a", 1)).layer(), store)));
        }
        assertThat(Files.list(snapshots(root).resolve("tmp")).toList()).isEmpty();
        Files.createDirectories(snapshots(root).resolve("tmp/dead/1/fs"));
        Files.createFile(snapshots(root).resolve("tmp/dead.lock"));
        Files.createDirectories(snapshots(root).resolve("run-dead-1/fs"));
        Files.createDirectories(snapshots(root).resolve("run-dead-2/fs"));
        Files.createSymbolicLink(snapshots(root).resolve("0123"), Path.of("run-dead-2"));
        try (var _ = open(root)) {
            assertThat(snapshots(root).resolve("tmp/dead")).doesNotExist();
            assertThat(snapshots(root).resolve("tmp/dead.lock")).doesNotExist();
            assertThat(snapshots(root).resolve("run-dead-1")).doesNotExist();
            assertThat(snapshots(root).resolve("run-dead-2")).exists();
        }
    }

    @Test
    void diffThenApplyGivesTheTree() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        for (int round = 0; round < 12; round++) {
            var random = new RandomTrees(new Random(seed + round));
            try (var snapshotter = open(root)) {
                var base = List.of(layer(random.tree()));
                var first = step(snapshotter, base, random.script());
                step(snapshotter, List.of(base.getFirst(), first), random.script());
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + (seed + round), e);
            }
        }
    }

    @Test
    void snapshotsOfAnEarlierBootAreForgotten() throws IOException {
        Path earlier = Files.createDirectories(root.resolve("snapshots/earlier/0123/fs"));
        try (Snapshotter _ = open(root)) {
            assertThat(earlier).doesNotExist();
        }
    }

    private static Path snapshots(Path root) throws IOException {
        return root.resolve("snapshots").resolve(Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip());
    }
}
