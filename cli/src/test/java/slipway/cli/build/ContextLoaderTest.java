package slipway.cli.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.build.BuildRequest.ContextRoot;
import slipway.build.remote.Credentials;
import slipway.build.remote.Downloads;
import slipway.build.remote.RemoteFiles;
import slipway.build.remote.Repositories;
import slipway.cli.Call;
import slipway.cli.Console;
import slipway.cli.spec.ArgumentParser;
import slipway.diagnostics.ProblemPrinter.Colour;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Durability;

/// Contexts and Dockerfiles on this machine and from standard input. What comes over a network is built in `conformance`.
final class ContextLoaderTest {

    @TempDir
    Path directory;

    private DirectoryStore store;
    private Path here;
    private InputStream input = InputStream.nullInputStream();
    private Map<String, String> environment = Map.of("PATH", String.valueOf(System.getenv("PATH")));

    @BeforeEach
    void open() throws IOException {
        store = DirectoryStore.open(directory.resolve("store"), Durability.UNSYNCED);
        here = Files.createDirectory(directory.resolve("here"));
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private Call call(String... words) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        var console = new Console(input, nowhere, nowhere, Console.Terminal.none(), Colour.PLAIN);
        return new Call(new ArgumentParser(BuildOptions.page("build", "")).parse(List.of(words)), console, environment, here,
                InstantSource.system());
    }

    private LoadedContext load(String... words) throws IOException {
        try (var lease = store.lease(); var repositories = new Repositories(store, environment)) {
            var fetching = new Fetching(new RemoteFiles(store, lease, Downloads.NONE), repositories, Credentials.NONE);
            return new ContextLoader(call(words), store, fetching).load();
        }
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(here.resolve(path).getParent());
        Files.writeString(here.resolve(path), text);
    }

    /// Takes the files of a directory out of it, into a tar.
    private byte[] tar(String... options) throws Exception {
        var command = new ArrayList<>(List.of("tar", "-C", here.toString(), "-c", "-f", "-"));
        command.addAll(List.of(options));
        command.add(".");
        Process process = new ProcessBuilder(command).start();
        byte[] bytes = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        try (var files = Files.walk(here)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) if (!file.equals(here)) Files.delete(file);
        }
        return bytes;
    }

    private static String ignored(LoadedContext context) {
        return ((ContextRoot.Directory) context.root()).ignoreFile().map(Source::text).orElse("nothing");
    }

    @Test
    void findsTheDockerfileUnderAllItsNames() throws Exception {
        write("Containerfile", "FROM c");
        assertThat(load(".").dockerfile().text()).isEqualTo("FROM c");
        write("dockerfile", "FROM b");
        assertThat(load(".").dockerfile().text()).isEqualTo("FROM b");
        write("Dockerfile", "FROM a");
        assertThat(load(".").dockerfile().text()).isEqualTo("FROM a");
        Files.delete(here.resolve("Dockerfile"));
        Files.createSymbolicLink(here.resolve("Dockerfile"), Path.of("sub/real"));
        write("sub/real", "FROM link");
        assertThat(load(".").dockerfile().text()).isEqualTo("FROM link");
    }

    @Test
    void findsWhatIsIgnored() throws Exception {
        write("Dockerfile", "FROM a");
        assertThat(ignored(load("."))).isEqualTo("nothing");
        write(".containerignore", "c");
        assertThat(ignored(load("."))).isEqualTo("c");
        write(".dockerignore", "d");
        assertThat(ignored(load("."))).isEqualTo("d");
        write("Dockerfile.dockerignore", "own");
        assertThat(ignored(load("."))).isEqualTo("own");
        write("other", "o");
        assertThat(ignored(load("--ignorefile", "other", "."))).isEqualTo("o");
        assertThatThrownBy(() -> load("--ignorefile", "absent", ".")).isInstanceOf(SlipwayException.BadInput.class);
    }

    @Test
    void ignoresNothingOfATar() throws Exception {
        write("Dockerfile", "FROM a");
        write(".dockerignore", "*");
        input = new ByteArrayInputStream(tar("--gzip"));
        LoadedContext context = load("-");
        assertThat(ignored(context)).isEqualTo("nothing");
        assertThat(context.directory().orElseThrow().resolve(".dockerignore")).hasContent("*");
        assertThat(context.origin()).isEqualTo(LoadedContext.Origin.ELSEWHERE);
    }

    @Test
    void takesTheDockerfileFromATarOrElseFromHere() throws Exception {
        write("sub/Dockerfile", "FROM inside");
        byte[] tar = tar("--mtime=@1000000000");
        write("outside", "FROM outside");
        input = new ByteArrayInputStream(tar);
        assertThat(load("-f", "sub/Dockerfile", "-").dockerfile().text()).isEqualTo("FROM inside");
        input = new ByteArrayInputStream(tar);
        LoadedContext context = load("-f", "outside", "-");
        assertThat(context.dockerfile().text()).isEqualTo("FROM outside");
        assertThat(context.times().changed().orElseThrow().getEpochSecond()).isEqualTo(1_000_000_000);
        assertThat(context.times().commit()).isEmpty();
    }

    @Test
    void followsNoLinkOutOfATar() throws Exception {
        Files.writeString(directory.resolve("secret"), "FROM secret");
        Files.createSymbolicLink(here.resolve("Dockerfile"), directory.resolve("secret"));
        Files.createSymbolicLink(here.resolve("up"), Path.of("../../../.."));
        byte[] tar = tar();
        input = new ByteArrayInputStream(tar);
        assertThatThrownBy(() -> load("-")).isInstanceOf(SlipwayException.BadInput.class)
                .hasMessage("Dockerfile is a link that leads out of the context");
        input = new ByteArrayInputStream(tar);
        assertThatThrownBy(() -> load("-f", "up/etc/passwd", "-")).isInstanceOf(SlipwayException.BadInput.class);
    }

    @Test
    void letsAContextFromElsewhereNameNothingHere() throws Exception {
        var contexts = new NamedContexts(new Compositions(null), store);
        for (String value : List.of("/etc", "../..", "compose:/etc/passwd", "oci-layout:///etc", "file:///etc/x.git")) {
            write("Dockerfile", "FROM a");
            write(".slipway.yaml", "contexts:\n  evil: " + value + "\n");
            input = new ByteArrayInputStream(tar());
            LoadedContext context = load("-");
            assertThatThrownBy(() -> contexts.resolve(context, List.of(), here)).as(value)
                    .isInstanceOf(SlipwayException.BadInput.class).hasMessageContaining("from elsewhere may not name");
        }
    }

    @Test
    void takesADockerfileAlone() throws Exception {
        input = new ByteArrayInputStream("FROM alone".getBytes(StandardCharsets.UTF_8));
        LoadedContext context = load("-");
        assertThat(context.root()).isEqualTo(new ContextRoot.Nothing());
        assertThat(context.dockerfile().text()).isEqualTo("FROM alone");
        assertThatThrownBy(() -> load("-f", "-", "-")).isInstanceOf(SlipwayException.Usage.class);
        input = InputStream.nullInputStream();
        assertThatThrownBy(() -> load("-")).hasMessage("nothing came from standard input");
    }

    @Test
    void takesTheDockerfileFromStandardInput() throws Exception {
        write("Dockerfile", "FROM file");
        input = new ByteArrayInputStream("FROM input".getBytes(StandardCharsets.UTF_8));
        assertThat(load("-f", "-", ".").dockerfile().text()).isEqualTo("FROM input");
    }

    @Test
    void readsArgumentsFromFilesAndLetsTheLastWordCount() throws Exception {
        write("args", "# a comment\nA=file\n\n  B= spaced \nC=#no comment\nHOME_OF\nABSENT\n");
        write("more", "A=more");
        environment = Map.of("HOME_OF", "env");
        assertThat(BuildArguments.read(call("--build-arg-file", "args", "."))).containsExactly(Map.entry("A", "file"),
                Map.entry("B", " spaced"), Map.entry("C", "#no comment"), Map.entry("HOME_OF", "env"));
        assertThat(BuildArguments.read(call("--build-arg", "A=option", "--build-arg-file", "args", "--build-arg-file", "more", ".")))
                .containsEntry("A", "option");
        assertThat(BuildArguments.read(call("--build-arg-file", "args", "--build-arg-file", "more", "."))).containsEntry("A", "more");
        write("bad", "A=1\n=x\n");
        assertThatThrownBy(() -> BuildArguments.read(call("--build-arg-file", "bad", "."))).hasMessage("a build argument has no name");
        assertThatThrownBy(() -> BuildArguments.read(call("--build-arg-file", "absent", "."))).hasMessage("there is no file absent");
    }
}
