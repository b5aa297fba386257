package slipway.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.compose.debian.Wish;
import slipway.diagnostics.SlipwayException;
import slipway.image.Platform;

class CompositionTest {

    @TempDir
    Path directory;

    private Composition read(String text) throws IOException {
        return Composition.read(Files.writeString(directory.resolve("c.yaml"), text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "suite: x\\npakages: [a]         | c.yaml:2:1  | unknown key pakages          | did you mean packages?",
        "packages: [libc6]               | c.yaml:1:1  | the key suite is missing     | for example suite: bookworm",
        "suite: x\\nsuite: y             | c.yaml:2:1  | the key suite stands here twice |",
        "suite: ../x                     | c.yaml:1:8  | not a suite: ../x            |",
        "suite: x\\npackages: [A_b]      | c.yaml:2:12 | not a package: A_b           |",
        "suite: x\\npackages: {a: b}     | c.yaml:2:11 | packages must be a list      |",
        "suite: x\\nmirror: ftp://x      | c.yaml:2:9  | not an address (http, https or file): ftp://x |",
        "suite: x\\nkeep: [docz]         | c.yaml:2:8  | unknown word docz            | did you mean docs?",
        "suite: x\\nworkdir: a/b         | c.yaml:2:10 | not an absolute path: a/b    |",
        "suite: x\\nworkdir: /a/../b     | c.yaml:2:10 | not an absolute path: /a/../b |",
        "suite: x\\nusers: [{name: a}]   | c.yaml:2:9  | the key uid is missing       |",
        "suite: x\\nusers: [{name: 'a:b', uid: 1}] | c.yaml:2:16 | not a name of a user: a:b |",
        "suite: x\\nusers: [{name: a, uid: -1}] | c.yaml:2:24 | not a numeric id: -1 |",
        "suite: x\\ndirectories: [{path: /a, mode: 99}] | c.yaml:2:32 | not a mode: 99 | octal digits are expected",
        "suite: x\\narchitectures: [a/b/c/d] | c.yaml:2:17 | not a platform: a/b/c/d | a platform looks like",
        "suite: x\\ninclude: builtin/statc   | c.yaml:2:10 | no composition named statc | did you mean static?",
        "suite: x\\ninclude: c.yaml      | c.yaml:2:10 | c.yaml includes itself |",
        "suite: [x                       | c.yaml:2:1  | not YAML |",
        "- a                             | c.yaml:1:1  | a composition must be a mapping of keys to values |"
    })
    void saysWhatIsWrongAndWhere(String text, String place, String message, String hint) {
        var error = catchThrowableOfType(SlipwayException.BadInput.class, () -> read(text.replace("\\n", "\n") + "\n"));
        assertThat(error.problem().message().replace(directory + "/", "")).startsWith(message);
        assertThat(error.problem().location().orElseThrow().toString()).endsWith("/" + place);
        if (hint != null) assertThat(error.problem().hint().orElse("")).startsWith(hint);
    }

    @Test
    void addsToWhatItIncludes() throws IOException {
        Files.writeString(directory.resolve("low.yaml"), """
                suite: bookworm
                packages: [libc6, zlib1g=1:1.2]
                exclude: [debconf, tool, /usr/x]
                env: {A: "1", B: "2"}
                entrypoint: [a]
                cmd: [b]
                user: root
                """);
        Composition read = read("""
                include: low.yaml
                packages: [tool, libc6]
                keep: [docs, /usr/x/y]
                env: {B: "3"}
                entrypoint: [c]
                architectures: [amd64, linux/arm64]
                """);
        assertThat(read.origin().suite()).isEqualTo("bookworm");
        assertThat(read.selection().packages()).extracting(Wish::name).containsExactly("libc6", "zlib1g", "tool");
        assertThat(read.selection().packages()).extracting(Wish::group).containsExactly(0, 0, 1);
        assertThat(read.selection().packages().get(1).version())
                .hasValueSatisfying(v -> assertThat(v.text()).isEqualTo("1:1.2"));
        assertThat(read.selection().exclusions()).containsExactly("debconf");
        assertThat(read.running().env()).containsEntry("A", "1").containsEntry("B", "3");
        assertThat(read.running().entrypoint()).contains(List.of("c"));
        assertThat(read.running().command()).isEmpty();
        assertThat(read.running().user()).contains("root");
        assertThat(read.platforms()).containsExactly(Platform.of("linux", "amd64"), Platform.of("linux", "arm64"));
    }

    @Test
    void readsEveryOneThatShips() {
        for (String name : Composition.names()) {
            Composition composition = Composition.named(name);
            assertThat(composition.origin().mirror()).as(name).isEmpty();
            assertThat(composition.sources())
                    .allSatisfy(source -> assertThat(source.text()).doesNotContain("://").startsWith("# "));
        }
        assertThatThrownBy(() -> Composition.named("jva")).isInstanceOf(SlipwayException.BadInput.class);
    }

    @Test
    void isNotBlownUpByAliases() {
        var text = new StringBuilder("suite: x\na0: &a0 [x, x]\n");
        for (int i = 1; i < 24; i++) text.append("a").append(i).append(": &a").append(i).append(" [*a").append(i - 1)
                .append(", *a").append(i - 1).append("]\n");
        assertThatThrownBy(() -> read(text.toString())).isInstanceOf(SlipwayException.BadInput.class)
                .hasMessageContaining("too large");
    }
}
