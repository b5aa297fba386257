package slipway.compose.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.compose.DebBuilder;
import slipway.diagnostics.SlipwayException;
import slipway.image.layer.Entry;

class UnpackTest {

    @TempDir
    Path directory;

    private RootTree tree;

    @BeforeEach
    void emptyTree() {
        tree = new RootTree(new Pruning(Set.of(), List.of("/opt/*/cache", "/lib/**/debug"), List.of("/opt/keep/cache")));
    }

    private Unpacked unpack(DebBuilder deb) throws IOException {
        Path file = Files.write(directory.resolve(deb.name() + ".deb"), deb.build());
        return DebFile.read(file, deb.name(), directory.resolve(deb.name() + ".spool"));
    }

    private void place(DebBuilder deb) throws IOException {
        tree.place(unpack(deb), 0);
    }

    private String text(String path) throws IOException {
        return new String(RootTree.bytes(tree.at(path).orElseThrow()), StandardCharsets.UTF_8);
    }

    private void assertRefused(DebBuilder deb, String why) {
        assertThatThrownBy(() -> place(deb)).isInstanceOf(SlipwayException.CorruptData.class).hasMessageContaining(why);
    }

    @Test
    void readsFilesLinksAndModes() throws IOException {
        place(DebBuilder.of("a", "1").directory("./usr").file("./usr/bin/a", "run", 04755).link("./usr/bin/b", "a"));
        assertThat(text("usr/bin/a")).isEqualTo("run");
        assertThat(tree.at("usr/bin/a").orElseThrow().entry().mode()).isEqualTo(04755);
        assertThat(tree.at("usr/bin/b").orElseThrow().entry().link()).isEqualTo("a");
        assertThat(text("var/lib/dpkg/status.d/a")).isEqualTo("Package: a\nVersion: 1\nArchitecture: amd64\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".gz", ".xz", ".zst"})
    void readsEveryCompression(String suffix) throws IOException {
        Path file = Files.write(directory.resolve("a.deb"), DebBuilder.of("a", "1").file("./x", "text").build(suffix));
        tree.place(DebFile.read(file, "a", directory.resolve("spool")), 0);
        assertThat(text("x")).isEqualTo("text");
    }

    @Test
    void refusesACompressionItDoesNotKnow() throws IOException {
        Path file = Files.write(directory.resolve("a.deb"), DebBuilder.of("a", "1").build(".lzo"));
        assertThatThrownBy(() -> DebFile.read(file, "a", directory.resolve("spool"))).hasMessageContaining("data.tar.lzo");
    }

    @Test
    void refusesPathsThatLeaveTheRoot() {
        assertRefused(DebBuilder.of("evil", "1").file("../../etc/passwd", "x"), "leaves the root");
        assertRefused(DebBuilder.of("evil", "1").file("./usr/../../etc/passwd", "x"), "leaves the root");
        assertRefused(DebBuilder.of("evil", "1").file("/etc/passwd", "x"), "leaves the root");
        assertRefused(DebBuilder.of("evil", "1").file("./a//b", "x"), "leaves the root");
        assertRefused(DebBuilder.of("evil", "1").hardLink("./x", "../../etc/shadow"), "leaves the root");
    }

    @Test
    void refusesFilesThroughLinks() throws IOException {
        assertRefused(DebBuilder.of("evil", "1").link("./opt", "/etc").file("./opt/passwd", "x"), "is not a directory");
        emptyTree();
        assertRefused(DebBuilder.of("evil", "1").file("./opt", "x").file("./opt/passwd", "x"), "is not a directory");
        emptyTree();
        assertRefused(DebBuilder.of("evil", "1").link("./opt", "/etc").directory("./opt"), "twice");
        emptyTree();
        place(DebBuilder.of("a", "1").link("./srv", "/etc"));
        assertRefused(DebBuilder.of("b", "1").directory("./srv").file("./srv/passwd", "x"), "from a");
    }

    @Test
    void refusesDevicesAndForeignHardLinks() {
        assertRefused(DebBuilder.of("evil", "1").device("./dev/sda"), "neither a file");
        assertRefused(DebBuilder.of("evil", "1").hardLink("./x", "./nothing"), "none of its files");
    }

    @Test
    void refusesWhatIsNoPackage() throws IOException {
        Path file = Files.writeString(directory.resolve("x.deb"), "not an archive");
        assertThatThrownBy(() -> DebFile.read(file, "x", directory.resolve("spool")))
                .isInstanceOf(SlipwayException.CorruptData.class);
        byte[] bytes = DebBuilder.of("x", "1").file("./a", "a".repeat(5000)).build();
        for (int length : new int[] {0, 8, 70, 100, bytes.length / 2, bytes.length - 40}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> DebFile.read(file, "x", directory.resolve("spool"))).as("first %s bytes", length)
                    .isInstanceOf(SlipwayException.CorruptData.class);
        }
        Files.write(file, bytes);
        assertThatThrownBy(() -> DebFile.read(file, "y", directory.resolve("spool")))
                .hasMessageContaining("another package");
    }

    @Test
    void survivesDamage() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (String suffix : List.of("", ".gz", ".zst")) {
            byte[] good = DebBuilder.of("a", "1").directory("./d").file("./d/x", "text".repeat(200)).link("./l", "d")
                    .hardLink("./h", "./d/x")
                    .build(suffix);
            for (int i = 0; i < 300; i++) {
                byte[] bad = good.clone();
                for (int j = random.nextInt(4); j >= 0; j--) bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
                Path file = Files.write(directory.resolve("a.deb"), bad);
                try {
                    emptyTree();
                    tree.place(DebFile.read(file, "a", directory.resolve("spool")), 0);
                } catch (SlipwayException expected) {
                    assertThat(expected.problem().message()).as("seed %s", seed).isNotBlank();
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + seed, e);
                }
            }
        }
    }

    @Test
    void mergesUsr() throws IOException {
        place(DebBuilder.of("a", "1").directory("./bin").file("./bin/a", "x").directory("./sbin")
                .link("./lib64/ld.so", "/lib/ld.so"));
        assertThat(tree.at("bin").orElseThrow().entry().is(Entry.Kind.SYMLINK)).isFalse();
        assertThat(tree.layer(0)).extracting(node -> node.entry().path())
                .contains("bin", "lib", "lib64", "sbin", "usr/bin/a", "usr/lib64/ld.so")
                .doesNotContain("bin/a", "lib32");
        assertThatThrownBy(() -> place(DebBuilder.of("b", "1").file("./usr/bin/a", "y")))
                .isInstanceOf(SlipwayException.BadInput.class)
                .hasMessage("both a and b have a file /usr/bin/a");
    }

    @Test
    void letsAPackageReplaceAnother() throws IOException {
        place(DebBuilder.of("a", "1").file("./usr/x", "old"));
        place(DebBuilder.of("b", "1").field("Replaces", "a (<< 2)").file("./usr/x", "new"));
        assertThat(text("usr/x")).isEqualTo("new");
        emptyTree();
        place(DebBuilder.of("b", "1").field("Replaces", "a").file("./usr/x", "new"));
        place(DebBuilder.of("a", "1").file("./usr/x", "old"));
        assertThat(text("usr/x")).isEqualTo("new");
    }

    @Test
    void dropsWhatNobodyReads() throws IOException {
        place(DebBuilder.of("a", "1").directory("./usr/share/man").file("./usr/share/man/man1/a.gz", "")
                .file("./usr/share/doc/a/copyright", "c")
                .file("./usr/share/doc/a/NEWS.gz", "").file("./usr/share/locale/de/a.mo", "")
                .file("./usr/share/lintian/a", "")
                .file("./opt/x/cache/deep/file", "").file("./opt/keep/cache/file", "").file("./lib/x/y/debug/z", ""));
        assertThat(tree.layer(0)).filteredOn(node -> node.entry().is(Entry.Kind.FILE))
                .extracting(node -> node.entry().path())
                .containsExactly("opt/keep/cache/file", "usr/share/doc/a/copyright", "var/lib/dpkg/status.d/a",
                "var/lib/dpkg/status.d/a.md5sums");
        assertThat(text("var/lib/dpkg/status.d/a.md5sums").lines()).hasSize(2);
    }

    @Test
    void makesTheFirstNameOfAFileTheFile() throws IOException {
        place(DebBuilder.of("a", "1").file("./usr/m", "text").hardLink("./usr/z", "./usr/m").hardLink("./usr/b", "./usr/m"));
        assertThat(text("usr/b")).isEqualTo("text");
        for (String link : List.of("usr/m", "usr/z")) {
            assertThat(tree.at(link).orElseThrow().entry()).satisfies(entry -> {
                assertThat(entry.kind()).isEqualTo(Entry.Kind.HARD_LINK);
                assertThat(entry.link()).isEqualTo("usr/b");
            });
        }
    }

    @Test
    void leavesALowerLayerAsItIs() throws IOException {
        tree.place(unpack(DebBuilder.of("a", "1").file("./etc/x", "low")), 0);
        tree.write("etc/x", 0600, "high", "test", 1);
        assertThat(text("etc/x")).isEqualTo("high");
        assertThat(tree.layer(0)).filteredOn(node -> node.entry().path().equals("etc/x")).singleElement()
                .satisfies(node -> assertThat(new String(RootTree.bytes(node), StandardCharsets.UTF_8)).isEqualTo("low"));
        assertThat(tree.layer(1)).extracting(node -> node.entry().path()).containsExactly("etc", "etc/x");
    }

    @Test
    void refusesWhatCannotBePut() throws IOException {
        place(DebBuilder.of("a", "1").file("./etc/x", "low").link("./run", "/var/run"));
        assertThatThrownBy(() -> tree.write("etc/x/y", 0600, "", "test", 1)).isInstanceOf(SlipwayException.BadInput.class);
        assertThatThrownBy(() -> tree.write("run/y", 0600, "", "test", 1)).isInstanceOf(SlipwayException.BadInput.class);
        assertThatThrownBy(() -> tree.write("etc", 0600, "", "test", 1)).isInstanceOf(SlipwayException.BadInput.class)
                .hasMessageContaining("it is a directory");
    }
}
