package slipway.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slipway.image.layer.TarText.dir;
import static slipway.image.layer.TarText.file;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import slipway.diagnostics.SlipwayException;
import slipway.image.layer.FileTree.Origin;

class FileTreeTest {

    private static LayerIndex layer(Entry... entries) {
        return new LayerIndex(Arrays.stream(entries).sorted(EntryOrder.ENTRIES).toList());
    }

    private static List<String> paths(FileTree tree) {
        return tree.all().stream().map(Entry::path).toList();
    }

    @Test
    void layersLieOverEachOther() {
        var tree = FileTree.of(List.of(
                layer(dir("a"), file("a/x", 1), file("a/y", 2), dir("b"), file("b/z", 3)),
                layer(dir("a").withMode(0700), file("a/y", 20), dir("c"))));
        assertThat(paths(tree)).containsExactly("", "a", "a/x", "a/y", "b", "b/z", "c");
        assertThat(tree.lookup("a").orElseThrow().mode()).isEqualTo(0700);
        assertThat(tree.lookup("a/y").orElseThrow().size()).isEqualTo(20);
        assertThat(tree.origin("a/x")).contains(new Origin(0, "a/x"));
        assertThat(tree.origin("a/y")).contains(new Origin(1, "a/y"));
        assertThat(tree.children("")).extracting(Entry::path).containsExactly("a", "b", "c");
        assertThat(tree.walk("a")).extracting(Entry::path).containsExactly("a", "a/x", "a/y");
        assertThat(tree.children("a/x")).isEmpty();
        assertThat(tree.walk("nowhere")).isEmpty();
    }

    @Test
    void whiteoutsDelete() {
        var base = layer(dir("a"), dir("a/b"), file("a/b/c", 1), file("a/bc", 1), file("a/c", 1), file("d", 1));
        assertThat(paths(FileTree.of(List.of(base, layer(dir("a"), Entry.whiteout("a/b")))))).containsExactly("", "a", "a/bc", "a/c", "d");
        assertThat(paths(FileTree.of(List.of(base, layer(Entry.whiteout("a"), Entry.whiteout("e")))))).containsExactly("", "d");
        assertThat(paths(FileTree.of(List.of(base, layer(dir("a"), Entry.opaque("a"), file("a/n", 1)))))).containsExactly("", "a", "a/n", "d");
        assertThat(paths(FileTree.of(List.of(base, layer(Entry.opaque("")))))).containsExactly("");
        assertThat(paths(FileTree.of(List.of(base, layer(Entry.opaque("a")))))).containsExactly("", "a", "d");
    }

    @Test
    void kindsReplaceEachOther() {
        var base = layer(dir("a"), file("a/b", 1), file("f", 1), Entry.symlink("l", "a", 0, 0, 1));
        var tree = FileTree.of(List.of(base, layer(file("a", 5), dir("f"), file("f/g", 1), dir("l"), file("l/m", 1))));
        assertThat(paths(tree)).containsExactly("", "a", "f", "f/g", "l", "l/m");
        assertThat(tree.lookup("a").orElseThrow().kind()).isEqualTo(Entry.Kind.FILE);
    }

    @Test
    void missingDirectoriesAreThere() {
        var tree = FileTree.of(List.of(layer(file("a/b/c", 1)), layer(dir("a").withMode(0700)), layer(file("a/b/d", 1), file("e/f", 1))));
        assertThat(paths(tree)).containsExactly("", "a", "a/b", "a/b/c", "a/b/d", "e", "e/f");
        assertThat(tree.lookup("a").orElseThrow().mode()).isEqualTo(0700);
        assertThat(tree.lookup("e")).contains(Entry.directory("e", 0755, 0, 0, 0));
    }

    @Test
    void hardLinksAreFilesOfOneOrigin() {
        Entry a = file("a", 3).withMode(0751);
        var tree = FileTree.of(List.of(layer(a, Entry.hardLink("b", a)), layer(Entry.whiteout("a"), Entry.hardLink("c", file("b", 3)))));
        assertThat(tree.lookup("b")).contains(a.withPath("b"));
        assertThat(tree.lookup("c")).contains(a.withPath("c"));
        assertThat(tree.origin("b")).isEqualTo(tree.origin("c")).contains(new Origin(0, "a"));
        assertThatThrownBy(() -> FileTree.of(List.of(layer(Entry.hardLink("b", a))))).isInstanceOf(SlipwayException.CorruptData.class);
        assertThatThrownBy(() -> FileTree.of(List.of(layer(dir("d"), Entry.hardLink("b", file("d", 0))))))
                .isInstanceOf(SlipwayException.CorruptData.class);
        assertThatThrownBy(() -> FileTree.of(List.of(layer(Entry.hardLink("b", file("c", 0)), Entry.hardLink("c", file("b", 0))))))
                .isInstanceOf(SlipwayException.CorruptData.class);
    }

    @Test
    void linksAreFollowedInsideTheRoot() {
        var tree = FileTree.of(List.of(layer(
                dir("usr"), dir("usr/lib"), file("usr/lib/x", 1), Entry.symlink("lib", "usr/lib", 0, 0, 1),
                Entry.symlink("usr/up", "../../../usr", 0, 0, 1), Entry.symlink("abs", "/usr/up/lib", 0, 0, 1),
                Entry.symlink("usr/lib/y", "x", 0, 0, 1), Entry.symlink("dangling", "usr/new/dir", 0, 0, 1),
                Entry.symlink("c1", "c2", 0, 0, 1), Entry.symlink("c2", "/c1/", 0, 0, 1))));
        assertThat(tree.resolve("lib/x")).isEqualTo(tree.lookup("usr/lib/x")).isPresent();
        assertThat(tree.resolve("/abs/./y")).isEqualTo(tree.lookup("usr/lib/x"));
        assertThat(tree.resolve("../../lib/../lib/x")).isEqualTo(tree.lookup("usr/lib/x"));
        assertThat(tree.resolve("lib/..")).isEqualTo(tree.lookup("usr"));
        assertThat(tree.resolve("/")).isEqualTo(tree.lookup(""));
        assertThat(tree.placeOfLink("abs/y").path()).isEqualTo("usr/lib/y");
        assertThat(tree.place("dangling/a/b")).isEqualTo(new FileTree.Place("usr/new/dir/a/b", Optional.empty()));
        assertThat(tree.place("lib/n/../m").path()).isEqualTo("usr/lib/m");
        assertThatThrownBy(() -> tree.resolve("c1/x")).isInstanceOf(SlipwayException.BadInput.class)
                .hasMessage("too many symbolic links in /c1/x");
    }
}
