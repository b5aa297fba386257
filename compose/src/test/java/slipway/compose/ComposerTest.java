package slipway.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.compose.ComposeOptions.Supply;
import slipway.diagnostics.SlipwayException;
import slipway.image.Image;
import slipway.image.Layer;
import slipway.image.Platform;
import slipway.image.layer.LayerOptions;
import slipway.image.store.DirectoryStore;

class ComposerTest {

    private static final InstantSource NOW = InstantSource.fixed(Instant.parse("2024-03-01T00:00:00Z"));

    @TempDir
    Path directory;

    private FixtureMirror mirror;
    private final List<ComposeEvent> events = new ArrayList<>();

    @BeforeEach
    void publish() throws IOException {
        mirror = new FixtureMirror(directory.resolve("mirror"))
                .add(DebBuilder.of("base-files", "12").field("Pre-Depends", "awk")
                        .directory("./etc").directory("./lib").directory("./tmp")
                        .file("./usr/lib/os-release", "ID=debian\n").file("./usr/share/doc/base-files/copyright", "free")
                        .file("./usr/share/doc/base-files/README", "long"))
                .add(DebBuilder.of("libc6", "2.36-9").file("./lib/x86_64-linux-gnu/libc.so.6", "ELF", 0755)
                        .link("./lib64/ld-linux-x86-64.so.2", "/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"))
                .add(DebBuilder.of("tool", "1.0").field("Depends", "libc6 (>= 2.30), debconf (>= 0.5) | debconf-2.0")
                        .file("./usr/bin/tool", "#!tool", 0755).file("./usr/share/man/man1/tool.1.gz", "page"))
                .add(DebBuilder.of("ca-certificates", "2023")
                        .file("./usr/share/ca-certificates/mozilla/B.crt", certificate("b"))
                        .file("./usr/share/ca-certificates/mozilla/A.crt", certificate("a")))
                .publish();
    }

    private static String certificate(String name) throws IOException {
        try (InputStream in = ComposerTest.class.getResourceAsStream(name + ".crt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private ComposeOptions options(String store) throws IOException {
        Supply supply = new Supply(Optional.of(mirror.address()), Optional.of(mirror.keyring()),
                directory.resolve("nothing"), Map.of(), NOW);
        return ComposeOptions.of(DirectoryStore.open(directory.resolve(store)), directory.resolve("cache-" + store),
                Platform.of("linux", "amd64")).with(supply);
    }

    private Path yaml(String text) throws IOException {
        return Files.writeString(directory.resolve("image.yaml"), "suite: bookworm\n" + text);
    }

    private Composer.Composed compose(Path yaml, ComposeOptions options) throws IOException {
        return Composer.compose(Composition.read(yaml), options, events::add);
    }

    /// What a runtime would see: path to a word about it, later layers over earlier ones.
    private SequencedMap<String, String> files(Image image, ComposeOptions options) throws IOException {
        var files = new LinkedHashMap<String, String>();
        for (Layer layer : image.layers()) {
            try (var tar = new TarArchiveInputStream(new GZIPInputStream(options.store().open(layer.descriptor())),
                    "UTF-8")) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    String what = entry.isDirectory() ? "directory " + Integer.toOctalString(entry.getMode() & 07777)
                            : entry.isSymbolicLink() ? "-> " + entry.getLinkName()
                            : new String(tar.readAllBytes(), StandardCharsets.ISO_8859_1);
                    assertThat(entry.getLastModifiedTime().toMillis()).isZero();
                    files.put(entry.getName().replaceFirst("/$", ""), what);
                }
            }
        }
        return files;
    }

    @Test
    void composesAnImage() throws IOException {
        Path yaml = yaml("""
                packages: [base-files, tool, ca-certificates]
                exclude: [awk, debconf]
                users:
                  - {name: app, uid: 1000, home: /home/app}
                directories:
                  - {path: /tmp, mode: 1777}
                files:
                  - {path: /etc/motd, text: "for ${arch}\\n"}
                links: {/usr/bin/alias: tool}
                env: {LIBS: "/usr/lib/${triplet}"}
                entrypoint: [tool, -x]
                workdir: /home/app
                user: app
                labels: {b: "2", a: "1"}
                """);
        ComposeOptions options = options("store");
        Image image = compose(yaml, options).image();
        var files = files(image, options);
        assertThat(files)
                .containsEntry("bin", "-> usr/bin").containsEntry("lib", "-> usr/lib").containsEntry("lib64", "-> usr/lib64")
                .containsEntry("usr/lib/x86_64-linux-gnu/libc.so.6", "ELF")
                .containsEntry("usr/lib64/ld-linux-x86-64.so.2", "-> /lib/x86_64-linux-gnu/ld-linux-x86-64.so.2")
                .containsEntry("usr/share/doc/base-files/copyright", "free")
                .containsEntry("etc/motd", "for amd64\n").containsEntry("usr/bin/alias", "-> tool")
                .containsEntry("etc/os-release", "-> ../usr/lib/os-release")
                .containsEntry("tmp", "directory 1777").containsEntry("home/app", "directory 700")
                .containsEntry("etc/ssl/certs/ca-certificates.crt", certificate("a") + certificate("b"))
                .doesNotContainKeys("usr/share/doc/base-files/README", "usr/share/man/man1/tool.1.gz", "usr/share/man");
        assertThat(files.get("etc/passwd")).contains("root:x:0:0:", "app:x:1000:1000:app:/home/app:/sbin/nologin");
        assertThat(files.get("etc/group")).contains("app:x:1000:\n");
        assertThat(files.get("var/lib/dpkg/status.d/tool")).startsWith("Package: tool\nVersion: 1.0\n");
        assertThat(files.get("var/lib/dpkg/status.d/tool.md5sums")).contains("usr/bin/tool").doesNotContain("man1");
        var run = image.config().run();
        assertThat(run.env()).containsExactly("LIBS=/usr/lib/x86_64-linux-gnu");
        assertThat(run.entrypoint()).contains(List.of("tool", "-x"));
        assertThat(run.user()).isEqualTo("app");
        assertThat(run.workingDirectory()).isEqualTo("/home/app");
        assertThat(image.config().history().getFirst().createdBy()).contains("libc6=2.36-9");
        assertThat(events).anyMatch(event -> event instanceof ComposeEvent.Excluded(var name, var by)
                && name.equals("debconf") && by.contains("tool"));
    }

    @Test
    void givesTheSameImageFromItsLockElsewhere() throws IOException {
        Path yaml = yaml("packages: [tool]\nexclude: [debconf]\n");
        var first = compose(yaml, options("one"));
        assertThat(directory.resolve("image.yaml.lock")).content().contains("\"name\": \"libc6\"")
                .doesNotContain(directory.toString());
        mirror.add(DebBuilder.of("tool", "2.0").file("./usr/bin/tool", "new")).clear()
                .add(DebBuilder.of("other", "1").file("./x", "x")).publish();
        var second = compose(yaml, options("two").with(LockMode.LOCKED));
        assertThat(second.image().descriptor()).isEqualTo(first.image().descriptor());
        assertThat(second.lock().toText()).isEqualTo(first.lock().toText());
    }

    @Test
    void resolvesAnewOnRequestOnly() throws IOException {
        Path yaml = yaml("packages: [tool]\nexclude: [debconf, libc6]\n");
        compose(yaml, options("store"));
        mirror.clear().add(DebBuilder.of("tool", "2.0").file("./usr/bin/tool", "new")).publish();
        assertThatThrownBy(() -> compose(yaml, options("elsewhere"))).isInstanceOf(SlipwayException.class);
        var updated = compose(yaml, options("elsewhere").with(LockMode.UPDATE));
        assertThat(updated.lock().toText()).contains("\"version\": \"2.0\"");
    }

    @Test
    void doesNotGoBackInTime() throws IOException {
        Path yaml = yaml("packages: [libc6]\n");
        compose(yaml, options("store"));
        mirror.headers("Origin: Debian\nCodename: bookworm\nDate: Sat, 03 Feb 2024 10:00:00 UTC\n").publish();
        assertThatThrownBy(() -> compose(yaml, options("store").with(LockMode.UPDATE)))
                .isInstanceOf(SlipwayException.CorruptData.class).hasMessageContaining("older than the one in the lock");
        Files.delete(directory.resolve("image.yaml.lock"));
        assertThat(compose(yaml, options("store")).lock().toText()).contains("2024-02-03");
    }

    @Test
    void needsNoMirrorWhenAllIsThere() throws IOException {
        Path yaml = yaml("packages: [libc6]\n");
        Image first = compose(yaml, options("store")).image();
        ComposeOptions options = options("store");
        var nowhere = new Supply(Optional.empty(), Optional.empty(), directory.resolve("nothing"), Map.of(), NOW);
        var elsewhere = new ComposeOptions(DirectoryStore.open(directory.resolve("other")), options.cache(),
                options.platform(),
                nowhere, options.locking(), options.layers());
        assertThat(compose(yaml, elsewhere).image()).isEqualTo(first);
        var error = catchThrowableOfType(SlipwayException.BadInput.class,
                () -> compose(yaml, elsewhere.with(LockMode.UPDATE)));
        assertThat(error.problem().message()).isEqualTo("no mirror is known for debian bookworm");
    }

    @Test
    void saysThatAPackageIsGone() throws IOException {
        Path yaml = yaml("packages: [libc6]\n");
        compose(yaml, options("store"));
        Files.delete(mirror.deb("libc6"));
        var error = catchThrowableOfType(SlipwayException.BadInput.class, () -> compose(yaml, options("elsewhere")));
        assertThat(error.problem().message()).isEqualTo("the mirror no longer has libc6 2.36-9");
        assertThat(error.problem().hint()).hasValueSatisfying(hint -> assertThat(hint).contains("--update"));
    }

    @Test
    void doesNothingWhenTheImageIsThere() throws IOException {
        Path yaml = yaml("packages: [libc6]\n");
        var first = compose(yaml, options("store"));
        Files.move(mirror.root(), directory.resolve("away"));
        events.clear();
        assertThat(compose(yaml, options("store")).image()).isEqualTo(first.image());
        assertThat(events).last().isEqualTo(new ComposeEvent.Composed(first.image().descriptor().digest().toString(),
                ComposeEvent.Composed.How.PRESENT));
    }

    @Test
    void refusesToBeLockedWithoutALock() throws IOException {
        Path yaml = yaml("packages: [libc6]\n");
        assertThatThrownBy(() -> compose(yaml, options("store").with(LockMode.LOCKED)))
                .hasMessageContaining("there is no lock");
        compose(yaml, options("store"));
        yaml("packages: [libc6, base-files]\nexclude: [awk]\n");
        assertThatThrownBy(() -> compose(yaml, options("store").with(LockMode.LOCKED)))
                .hasMessageContaining("other packages");
        yaml("packages: [libc6]\nenv: {A: b}\n");
        assertThatThrownBy(() -> compose(yaml, options("store").with(LockMode.LOCKED)))
                .hasMessageContaining("its lock says");
    }

    @Test
    void neitherReadsNorWritesALockThatIsIgnored() throws IOException {
        Path yaml = yaml("packages: [libc6]\n");
        Files.writeString(directory.resolve("image.yaml.lock"), "nonsense");
        compose(yaml, options("store").with(LockMode.IGNORE));
        assertThat(directory.resolve("image.yaml.lock")).hasContent("nonsense");
        var error = catchThrowableOfType(SlipwayException.BadInput.class, () -> compose(yaml, options("store")));
        assertThat(error.problem().message()).contains("image.yaml.lock cannot be read");
        compose(yaml, options("store").with(LockMode.UPDATE));
        assertThat(ComposeLock.read(directory.resolve("image.yaml.lock"))).isPresent();
    }

    @Test
    void sharesTheLayersOfWhatIsIncluded() throws IOException {
        Path below = Files.writeString(directory.resolve("below.yaml"), "suite: bookworm\npackages: [libc6]\n");
        Path above = Files.writeString(directory.resolve("above.yaml"),
                "include: below.yaml\npackages: [tool]\nexclude: [debconf]\ndirectories: [/usr/lib]\n");
        Image lower = compose(below, options("store")).image();
        Image upper = compose(above, options("store")).image();
        assertThat(upper.layers()).hasSize(3);
        assertThat(upper.layers().getFirst()).isEqualTo(lower.layers().getFirst());
    }

    @Test
    void makesATrustStoreThatJavaReads() throws Exception {
        Path yaml = yaml("packages: [ca-certificates]\ncertificates: [java]\n");
        ComposeOptions options = options("store");
        byte[] store = files(compose(yaml, options).image(), options).get("etc/ssl/certs/java/cacerts")
                .getBytes(StandardCharsets.ISO_8859_1);
        KeyStore read = KeyStore.getInstance("PKCS12");
        read.load(new ByteArrayInputStream(store), null);
        assertThat(read.size()).isEqualTo(2);
        assertThat(read.isCertificateEntry("a")).isTrue();
        assertThat(read.getCertificate("b").toString()).contains("Test Authority B");
    }

    @Test
    void givesTheSameImageWhateverTheFileIsCalled() throws IOException {
        var first = compose(yaml("packages: [libc6]\n"), options("one"));
        Path other = Files.writeString(directory.resolve("other.yaml"), "suite: bookworm\npackages: [libc6]\n");
        assertThat(compose(other, options("two")).image()).isEqualTo(first.image());
    }

    @Test
    void keepsTheEpochAndTheConfigurationApart() throws IOException {
        Path yaml = yaml("packages: [libc6]\n");
        var first = compose(yaml, options("store"));
        var later = compose(yaml, options("store").with(LayerOptions.at(1_700_000_000)));
        assertThat(later.image().config().created()).contains("2023-11-14T22:13:20Z");
        assertThat(later.image().descriptor()).isNotEqualTo(first.image().descriptor());
    }

    @Test
    void placesWhatIsWrongInTheFile() throws IOException {
        Path yaml = yaml("packages:\n  - libc6\n  - tol\n");
        var error = catchThrowableOfType(SlipwayException.BadInput.class, () -> compose(yaml, options("store")));
        assertThat(error.problem().location())
                .hasValueSatisfying(place -> assertThat(place.toString()).endsWith("image.yaml:4:5"));
        assertThat(error.problem().hint()).contains("did you mean tool?");
    }

    @Test
    void refusesAPackageThatIsNotTheListedOne() throws IOException {
        byte[] bytes = Files.readAllBytes(mirror.deb("libc6"));
        bytes[bytes.length / 2] ^= 1;
        Files.write(mirror.deb("libc6"), bytes);
        assertThatThrownBy(() -> compose(yaml("packages: [libc6]\n"), options("store")))
                .isInstanceOf(SlipwayException.CorruptData.class)
                .hasMessageContaining("is not the file that the signed index lists");
        Files.write(mirror.deb("libc6"), new byte[bytes.length + 1]);
        assertThatThrownBy(() -> compose(yaml("packages: [libc6]\n"), options("store")))
                .isInstanceOf(SlipwayException.CorruptData.class);
    }
}
