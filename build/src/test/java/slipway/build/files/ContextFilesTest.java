package slipway.build.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.build.linux.CallFailed;
import slipway.build.linux.FileCalls;
import slipway.diagnostics.Source;
import slipway.dockerfile.pattern.IgnoreFile;
import slipway.image.Digest;
import slipway.image.layer.Attribute;
import slipway.image.layer.Entry;
import slipway.image.layer.FileTree;

class ContextFilesTest {

    private static final byte[] MAY_BIND_LOW_PORTS = HexFormat.of().parseHex("0100000200040000000000000000000000000000");

    @TempDir
    private Path directory;

    @Test
    void readsWhatProgramsMayDoAndWhatUsersNoted() throws IOException {
        Files.writeString(directory.resolve("program"), "p");
        Files.createDirectory(directory.resolve("dir"));
        note("program", "user.note", "n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        note("program", "user.xdg.origin.url", "u".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        note("dir", "user.note", "d".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        FileTree tree = files().tree();
        assertThat(tree.lookup("program").orElseThrow().attributes()).containsOnlyKeys("user.note");
        assertThat(tree.lookup("dir").orElseThrow().attributes()).containsOnlyKeys("user.note");
    }

    @Test
    void keepsCapabilities() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "capabilities are root's to give");
        Files.writeString(directory.resolve("program"), "p");
        note("program", "security.capability", MAY_BIND_LOW_PORTS);
        assertThat(files().tree().lookup("program").orElseThrow().attributes())
                .containsEntry("security.capability", new Attribute(MAY_BIND_LOW_PORTS));
    }

    @Test
    void namesMayBeOfAnyBytes() throws IOException {
        Files.writeString(directory.resolve("plain"), "content");
        String name = "b\udce9b\udcff"; // Two bytes that are no UTF-8.
        try (FileCalls calls = FileCalls.open()) {
            int root = calls.openRoot(directory);
            calls.makeDirectory(root, "d\udcff");
            int inner = calls.openDirectory(root, "d\udcff");
            calls.hardLink(root, "plain", inner, name);
            calls.close(inner);
            calls.close(root);
        }
        ContextFiles files = files();
        Entry odd = files.tree().lookup("d\udcff/" + name).orElseThrow();
        assertThat(files.digests(List.of(odd))).containsEntry(odd.path(), Digest.ofUtf8("content"));
        assertThat(files.tree().origin(odd.path())).isEqualTo(files.tree().origin("plain"));
    }

    @Test
    void excludedDirectoriesAreThereForWhatIsIncludedInThem() throws IOException {
        Files.createDirectories(directory.resolve("a/b/c"));
        Files.writeString(directory.resolve("a/b/keep"), "k");
        Files.writeString(directory.resolve("a/drop"), "d");
        var ignored = IgnoreFile.parse(Source.of(".dockerignore", "a\n!a/b/keep\n"));
        assertThat(ContextFiles.of(directory, ignored).tree().all()).extracting(Entry::path)
                .containsExactly("", "a", "a/b", "a/b/keep");
    }

    private ContextFiles files() throws IOException {
        return ContextFiles.of(directory, IgnoreFile.none());
    }

    private void note(String name, String attribute, byte[] value) throws IOException {
        try (FileCalls calls = FileCalls.open()) {
            int root = calls.openRoot(directory);
            calls.setAttribute(root, name, attribute, value);
            calls.close(root);
        } catch (CallFailed refused) {
            assumeTrue(refused.errno() != 95, "the file system knows no attributes");
            throw refused;
        }
    }
}
