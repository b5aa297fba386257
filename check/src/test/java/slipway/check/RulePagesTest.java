package slipway.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import slipway.check.rules.Rules;

/// The pages in `docs/rules` are those of the rules. With `SLIPWAY_ACCEPT=1` in the environment they are written again.
final class RulePagesTest {

    private static final Path FOLDER = Path.of("../docs/rules");

    @Test
    void documentationIsUpToDate() throws IOException {
        Map<String, String> expected = pages();
        if ("1".equals(System.getenv("SLIPWAY_ACCEPT")) && !found().equals(expected)) {
            Files.createDirectories(FOLDER);
            for (String name : found().keySet()) Files.delete(FOLDER.resolve(name));
            for (var page : expected.entrySet()) Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
            fail("wrote " + FOLDER + "; review it");
        }
        assertThat(found()).isEqualTo(expected);
    }

    private static Map<String, String> pages() {
        var pages = new TreeMap<String, String>();
        var index = new StringBuilder("""
                # Rules

                What is checked in a Dockerfile. `# check=skip=NAME` at the top of the file, or directly above an instruction, silences
                a rule.

                | Rule | About | Severity | |
                | --- | --- | --- | --- |
                """);
        for (Rule rule : Rules.all()) {
            RuleInfo info = rule.info();
            pages.put(info.slug() + ".md", RulePage.of(rule).text());
            index.append("| [").append(info.name()).append("](").append(info.slug()).append(".md) | ")
                    .append(RulePage.of(rule).text().lines().skip(2).takeWhile(line -> !line.isBlank())
                            .collect(Collectors.joining(" ")))
                    .append(" | ").append(info.severity().name().toLowerCase(java.util.Locale.ROOT)).append(" | ")
                    .append(info.maturity() == RuleInfo.Maturity.EXPERIMENTAL ? "experimental" : "").append(" |\n");
        }
        pages.put("README.md", index.toString());
        return pages;
    }

    private static Map<String, String> found() throws IOException {
        var found = new TreeMap<String, String>();
        if (!Files.isDirectory(FOLDER)) return found;
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) found.put(file.getFileName().toString(), Files.readString(file));
        }
        return found;
    }
}
