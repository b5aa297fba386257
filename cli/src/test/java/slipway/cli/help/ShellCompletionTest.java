package slipway.cli.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.cli.GlobalOptions;
import slipway.cli.command.Commands;

/// The scripts are given to the shells they are for, where those are installed.
class ShellCompletionTest {

    @TempDir
    Path directory;

    private static ShellCompletion completion() {
        return new ShellCompletion(Commands.all().stream()
                .map(command ->
                        new ShellCompletion.Entry(command.name(), command.summary(), command.page()
                        .options(GlobalOptions.GROUP)))
                .toList());
    }

    @ParameterizedTest
    @CsvSource({"bash", "zsh", "fish"})
    void shellsCanReadTheirScripts(String shell) throws IOException, InterruptedException {
        Assumptions.assumeTrue(isInstalled(shell), shell + " is not installed");
        String script = switch (shell) {
            case "bash" -> completion().bash();
            case "zsh" -> completion().zsh();
            default -> completion().fish();
        };
        Path file = Files.writeString(directory.resolve("script"), script);
        assertThat(run(shell, "-n", file.toString())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "slipway im | images",
        "slipway images --fo | --format",
        "slipway images --color a | always auto",
        "slipway --color never inspect --raw | --raw",
        "slipway inspect --raw m | manifest",
        "slipway help ver | version",
        "slipway completion z | zsh",
        "slipway rmi a | app:latest",
        "slipway save -o D | Dockerfile",
    })
    void bashCompletes(String line, String expected) throws IOException, InterruptedException {
        Assumptions.assumeTrue(isInstalled("bash"), "bash is not installed");
        Files.writeString(directory.resolve("Dockerfile"), "");
        Path file = Files.writeString(directory.resolve("script"), completion().bash());
        List<String> words = List.of(line.split(" "));
        String program = """
                source "$0"
                slipway() { printf '%%s\\n' app:latest base:3 '<none>:<none>'; }
                COMP_WORDS=(%s)
                COMP_CWORD=%d
                _slipway
                printf '%%s\\n' "${COMPREPLY[@]}" | sort | tr '\\n' ' '
                """.formatted(String.join(" ", words), words.size() - 1);
        assertThat(run("bash", "-c", program, file.toString()).strip()).isEqualTo(expected);
    }

    @Test
    void everyCommandAndOptionIsInEveryScript() {
        for (String script : List.of(completion().bash(), completion().zsh(), completion().fish())) {
            Commands.all().forEach(command -> {
                assertThat(script).contains(command.name());
                command.page().options().forEach(option -> assertThat(script).contains(option.name().substring(2)));
            });
        }
    }

    private static boolean isInstalled(String program) {
        return java.util.stream.Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
