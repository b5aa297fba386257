package slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.diagnostics.SlipwayException;

class RegistryConfigurationTest {

    @TempDir
    Path directory;

    private RegistryConfiguration read(String text) throws Exception {
        return RegistryConfiguration.read(Files.writeString(directory.resolve("registries.json"), text));
    }

    @Test
    void everythingThatCanBeSaid() throws Exception {
        var read = read("""
                {
                  "mirrors": {"docker.io": ["http://127.0.0.1:5000", "https://cache.example/hub"],
                          "one.example": "https://m.example"},
                  "insecure": ["lab.example:5000"],
                  "ca": {"corp.example": "corp.pem", "[::1]:5000": "/etc/own.pem"},
                  "connections": 8
                }""");
        assertThat(read.mirrors())
                .containsExactly(Map.entry("docker.io", List.of("http://127.0.0.1:5000", "https://cache.example/hub")),
                Map.entry("one.example", List.of("https://m.example")));
        assertThat(read.insecure()).containsExactly("lab.example:5000");
        assertThat(read.authorities())
                .isEqualTo(Map.of("corp.example", directory.resolve("corp.pem"), "[::1]:5000", Path.of("/etc/own.pem")));
        assertThat(read.connections()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "{\"mirors\": {}} | 1:2 | unknown key mirors | did you mean mirrors?",
        "{\"mirrors\": []} | 1:2 | mirrors is not an object | {\"mirrors\": {…}}",
        "{\"mirrors\": {\"docker.io\": [1]}} | 1:14 | docker.io is not a list of texts | [\"…\", \"…\"]",
        "{\"mirrors\": {\"docker.io\": [\"local\"]}} | 1:28 | not a registry's address: local | http",
        "{\"mirrors\": {\"docker.io\": [\"http://u:p@h\"]}} | 1:28 | not a registry's address: http://…@h | http",
        "{\"insecure\": [\"http://h\"]} | 1:15 | not a registry: http://h | without a scheme",
        "{\"ca\": {\"h\": 1}} | 1:9 | the authority of h is not a file's name | ca.pem",
        "{\"connections\": 0} | 1:2 | connections is not a number from 1 to 64 | 4 is usual",
        "{\"insecure\": [} | 1:15 | Unexpected close marker '}': expected ']' | a JSON object",
        "[] | 1:1 | expected a JSON object | a JSON object",
    })
    void mistakesAreLocated(String text, String place, String message, String hint) {
        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(SlipwayException.BadInput.class, e -> {
            assertThat(e.getMessage()).startsWith(message);
            assertThat(e.problem().location().orElseThrow()).hasToString(directory.resolve("registries.json") + ":" + place);
            assertThat(e.problem().hint().orElseThrow()).contains(hint);
        });
    }

    @Test
    void theEnvironmentNamesTheFile() throws Exception {
        read("{\"insecure\": [\"h\"]}");
        var environment = Map.of("SLIPWAY_REGISTRY_CONFIG", directory.resolve("registries.json").toString());
        assertThat(RegistryConfiguration.fromEnvironment(environment).insecure()).containsExactly("h");
        assertThat(RegistryConfiguration.fromEnvironment(Map.of()).insecure()).isEmpty();
        assertThatThrownBy(() -> RegistryConfiguration.read(directory.resolve("absent")))
                .isInstanceOf(SlipwayException.BadInput.class);
    }

    @Test
    void registriesHaveOneName() {
        assertThat(Logins.registry("https://h:1/v2/")).isEqualTo("h:1");
        assertThat(Logins.registry("https://index.docker.io/v1/")).isEqualTo("docker.io");
        assertThatThrownBy(() -> Logins.registry("https://")).isInstanceOf(SlipwayException.Usage.class);
    }
}
