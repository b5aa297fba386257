package slipway.compose.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AptSourcesTest {

    @TempDir
    Path root;

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<SuiteSource> sources(String suite) throws IOException {
        return AptSources.read(root).forSuite("debian", suite, List.of("main"), "amd64");
    }

    @Test
    void readsTheNewStyle() throws IOException {
        write("etc/apt/sources.list.d/debian.sources", """
                # the archive
                Types: deb deb-src
                URIs: http://mirror.test/debian
                Suites: bookworm bookworm-updates
                Components: main contrib
                Signed-By: /usr/share/keyrings/x.gpg

                Types: deb
                URIs: http://mirror.test/debian-security/
                Suites: bookworm-security
                Components: main
                Signed-By:
                 -----BEGIN PGP PUBLIC KEY BLOCK-----
                 .
                 abc
                 -----END PGP PUBLIC KEY BLOCK-----

                Types: deb
                Enabled: no
                URIs: http://mirror.test/off
                Suites: bookworm
                Components: main
                """);
        var found = sources("bookworm");
        assertThat(found).extracting(SuiteSource::suite)
                .containsExactly("bookworm", "bookworm-updates", "bookworm-security");
        assertThat(found.getFirst().trust().files()).containsExactly(root.resolve("usr/share/keyrings/x.gpg"));
        assertThat(found.getLast().trust().embedded()).hasValueSatisfying(
                key -> assertThat(key).startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nabc\n"));
        assertThat(found.getLast().resolve("pool/a_1%3a2+b~c.deb"))
                .hasToString("http://mirror.test/debian-security/pool/a_1%3a2%2Bb%7Ec.deb");
    }

    @Test
    void readsTheOldStyle() throws IOException {
        write("etc/apt/sources.list", """
                deb [arch=amd64,arm64 signed-by=/k.gpg trusted=yes] https://mirror.test/debian bookworm main # comment
                #deb https://mirror.test/no bookworm main
                deb-src https://mirror.test/debian bookworm main
                deb cdrom:[x]/ bookworm main
                deb https://other.test/ubuntu jammy main
                deb https://other.test/tool bookworm stable
                deb [arch=arm64] https://other.test/arm bookworm main
                """);
        assertThat(sources("bookworm")).singleElement().satisfies(source -> {
            assertThat(source.root()).hasToString("https://mirror.test/debian");
            assertThat(source.trust().files()).containsExactly(root.resolve("k.gpg"));
        });
    }

    @Test
    void asksTheSameMirrorsForAnotherSuite() throws IOException {
        write("etc/os-release", "ID=debian\nVERSION_CODENAME=bookworm\n");
        write("etc/apt/sources.list", "deb http://mirror.test/debian bookworm main\n"
                + "deb http://mirror.test/security bookworm-security main\n");
        assertThat(sources("trixie")).extracting(SuiteSource::suite).containsExactly("trixie", "trixie-security");
    }

    @Test
    void fallsBackToTheKeysOfTheMachine() throws IOException {
        write("etc/apt/sources.list", "deb http://mirror.test/debian bookworm main\n");
        write("etc/apt/trusted.gpg.d/b.gpg", "");
        write("etc/apt/trusted.gpg.d/a.asc", "");
        write("etc/apt/trusted.gpg.d/readme", "");
        assertThat(sources("bookworm").getFirst().trust().files()).extracting(Path::getFileName).extracting(Path::toString)
                .containsExactly("a.asc", "b.gpg");
        write("usr/share/keyrings/debian-archive-keyring.gpg", "");
        assertThat(sources("bookworm").getFirst().trust().files()).extracting(Path::getFileName).extracting(Path::toString)
                .containsExactly("debian-archive-keyring.gpg");
    }

    @Test
    void findsNothingWhereThereIsNothing() throws IOException {
        assertThat(sources("bookworm")).isEmpty();
    }
}
