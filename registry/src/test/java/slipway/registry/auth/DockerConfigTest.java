package slipway.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.diagnostics.SlipwayException;

class DockerConfigTest {

    private static final Credential ANN = new Credential.Password("ann", "pass:word");

    @TempDir
    Path directory;

    private Path file;
    private Map<String, String> environment;

    @BeforeEach
    void prepare() {
        file = directory.resolve("config.json");
        environment = Map.of("DOCKER_CONFIG", directory.toString(), "PATH", directory + ":/usr/bin:/bin");
    }

    private DockerConfig config(String text) throws IOException {
        Files.writeString(file, text);
        return DockerConfig.fromEnvironment(environment, Path.of("/nowhere"));
    }

    @Test
    void entriesAreFoundUnderTheirManyNames() throws Exception {
        // "ann:pass:word"
        var config = config("""
                {"auths": {
                  "plain:5000": {"auth": "YW5uOnBhc3M6d29yZA=="},
                  "https://schemed/v1/": {"auth": "YW5uOnBhc3M6d29yZA=="},
                  "https://index.docker.io/v1/": {"auth": "YW5uOnBhc3M6d29yZA=="},
                  "split": {"username": "ann", "password": "pass:word"},
                  "token": {"auth": "PHRva2VuPjo=", "identitytoken": "it"},
                  "direct": {"registrytoken": "rt"},
                  "empty": {}
                }}""");
        for (String registry : new String[] {"plain:5000", "schemed", "docker.io", "split"}) assertThat(config.of(registry))
                .as(registry).isEqualTo(ANN);
        assertThat(config.of("token")).isEqualTo(new Credential.IdentityToken("it"));
        assertThat(config.of("direct")).isEqualTo(new Credential.RegistryToken("rt"));
        assertThat(config.of("empty")).isEqualTo(Credential.NONE);
        assertThat(config.of("plain")).isEqualTo(Credential.NONE);
    }

    @Test
    void podmansFileComesAfterDockers() throws Exception {
        Path podman = Files.writeString(directory.resolve("auth.json"), """
                {"auths": {"both": {"username": "podman", "password": "p"}, "podman": {"auth": "YW5uOnBhc3M6d29yZA=="}}}""");
        Files.writeString(file, "{\"auths\": {\"both\": {\"auth\": \"YW5uOnBhc3M6d29yZA==\"}}}");
        var credentials = Credentials.fromEnvironment(
                Map.of("DOCKER_CONFIG", directory.toString(), "REGISTRY_AUTH_FILE", podman.toString()), directory);
        assertThat(credentials.of("both")).isEqualTo(ANN);
        assertThat(credentials.of("podman")).isEqualTo(ANN);
        assertThat(credentials.of("nobody")).isEqualTo(Credential.NONE);
    }

    @Test
    void noSecretIsShown() {
        assertThat(ANN.toString() + new Credential.IdentityToken("s3cret") + new Credential.RegistryToken("s3cret"))
                .doesNotContain("pass:word").doesNotContain("s3cret");
    }

    @Test
    void aLoginKeepsWhatElseIsInTheFile() throws Exception {
        var config = config("""
                {"auths": {"other": {"auth": "YTpi"}}, "psFormat": "table", "HttpHeaders": {"X": [1, 2.50]}}""");
        assertThat(config.store("mine:1", ANN)).isEqualTo(new DockerConfig.Place.InFile(file));
        assertThat(Files.readString(file)).isEqualTo("""
                {
                  "auths": {
                    "other": {
                      "auth": "YTpi"
                    },
                    "mine:1": {
                      "auth": "YW5uOnBhc3M6d29yZA=="
                    }
                  },
                  "psFormat": "table",
                  "HttpHeaders": {
                    "X": [
                      1,
                      2.50
                    ]
                  }
                }
                """);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(config.erase("mine:1")).isTrue();
        assertThat(config.erase("mine:1")).isFalse();
        assertThat(config.registries()).containsExactly("other");
    }

    @Test
    void aLoginToDockersOwnRegistryIsKeptWhereDockerLooks() throws Exception {
        var config = config("{\"auths\": {\"docker.io\": {\"auth\": \"YTpi\"}}}");
        config.store("docker.io", ANN);
        assertThat(config.registries()).containsExactly("https://index.docker.io/v1/");
        assertThat(config.of("docker.io")).isEqualTo(ANN);
    }

    @Test
    void aLinkedFileIsReplacedWhereItIs() throws Exception {
        Path real = Files.writeString(directory.resolve("real.json"), "{}");
        Files.createSymbolicLink(file, real);
        DockerConfig.fromEnvironment(environment, directory).store("r", ANN);
        assertThat(file).isSymbolicLink();
        assertThat(Files.readString(real)).contains("\"r\"");
    }

    private void program(String name) throws IOException {
        Path script = directory.resolve("docker-credential-" + name);
        Files.writeString(script, """
                #!/bin/sh
                read -r input
                case "$1" in
                  get) case "$input" in
                      known:5000|https://index.docker.io/v1/) cat "%1$s/secret" ;;
                      broken) echo "no keychain"; exit 1 ;;
                      *) echo "credentials not found in native keychain"; exit 1 ;;
                    esac ;;
                  store) echo "$input" > "%1$s/stored" ;;
                  erase) echo "$input" > "%1$s/erased" ;;
                esac
                """.formatted(directory));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(directory.resolve("secret"),
                "{\"ServerURL\":\"s\",\"Username\":\"ann\",\"Secret\":\"pass:word\"}");
    }

    @Test
    void credentialProgramsAreAsked() throws Exception {
        program("chain");
        var config = config("""
                {
                  "credHelpers": {"broken": "chain", "absent": "absent", "evil": "../../bin/sh"},
                  "credsStore": "chain",
                  "auths": {"file": {"auth": "YW5uOnBhc3M6d29yZA=="}}
                }""");
        assertThat(config.of("known:5000")).isEqualTo(ANN);
        assertThat(config.of("docker.io")).isEqualTo(ANN);
        assertThat(config.of("unknown")).isEqualTo(Credential.NONE);
        assertThat(config.of("file")).isEqualTo(ANN);
        assertThatThrownBy(() -> config.of("broken")).isInstanceOf(SlipwayException.BadInput.class)
                .hasMessageContaining("no keychain");
        assertThatThrownBy(() -> config.of("absent")).isInstanceOf(SlipwayException.BadInput.class)
                .hasMessageContaining("no docker-credential-absent on the PATH");
        assertThatThrownBy(() -> config.of("evil")).isInstanceOf(SlipwayException.BadInput.class)
                .hasMessageContaining("not the name");
        Files.writeString(directory.resolve("secret"), "{\"Username\":\"<token>\",\"Secret\":\"it\"}");
        assertThat(config.of("known:5000")).isEqualTo(new Credential.IdentityToken("it"));
    }

    @Test
    void credentialProgramsKeepLogins() throws Exception {
        program("chain");
        var config = config("{\"credsStore\": \"chain\"}");
        assertThat(config.store("known:5000", ANN)).isEqualTo(new DockerConfig.Place.WithProgram("chain"));
        assertThat(directory.resolve("stored"))
                .hasContent("{\"ServerURL\":\"known:5000\",\"Username\":\"ann\",\"Secret\":\"pass:word\"}");
        assertThat(Files.readString(file)).contains("\"known:5000\": {}").doesNotContain("YW5u");
        assertThat(config.erase("known:5000")).isTrue();
        assertThat(directory.resolve("erased")).hasContent("known:5000");
    }

    @Test
    void whatIsNoConfigurationIsSaidToBeNone() throws Exception {
        for (String text : new String[] {"{\"auths\": ", "[]", "{\"auths\": {\"r\": {\"auth\": \"%%%%\"}}}",
                "{\"auths\": {\"r\": {\"auth\": \"bm8=\"}}}"}) {
            var config = config(text);
            assertThatThrownBy(() -> config.of("r")).as(text).isInstanceOf(SlipwayException.BadInput.class)
                    .hasMessageContaining("cannot use the credentials in " + file);
        }
        assertThat(config(" \n").of("r")).isEqualTo(Credential.NONE);
    }
}
