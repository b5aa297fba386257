package slipway.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.cli.CommandLine;
import slipway.cli.Console;
import slipway.diagnostics.ProblemPrinter.Colour;
import slipway.image.json.Json;

/// What a build says of its Dockerfile in passing.
class BuildChecksTest {

    private static final String WARNED = "FROM scratch\nCMD a\nENV a b\n";

    @TempDir
    Path directory;

    @Test
    void aBuildEndsWithItsWarnings() throws IOException {
        Said said = build(WARNED, Map.of(), ".");
        assertThat(said.status).isZero();
        assertThat(said.err).endsWith("""

                2 warnings (--check shows the lines):
                  Dockerfile:2 JSONArgsRecommended: JSON arguments recommended for CMD to prevent unintended behavior \
                related to OS signals
                  Dockerfile:3 LegacyKeyValueFormat: "ENV key=value" should be used instead of legacy "ENV key value" format
                """);
    }

    @Test
    void onlyStagesThatAreBuiltAreTalkedAbout() throws IOException {
        String file = "FROM scratch AS other\nCMD a\nFROM scratch AS wanted\nENV a b\n";
        assertThat(build(file, Map.of(), ".").err).contains("1 warning (").contains("Dockerfile:4 LegacyKeyValueFormat");
        assertThat(build(file, Map.of(), "--target=other", ".").err).contains("1 warning (").contains("Dockerfile:2 JSON");
    }

    @Test
    void nothingIsSaidWhereNothingIsFoundOrWanted() throws IOException {
        assertThat(build("FROM scratch\nENV a=b\n", Map.of(), ".").err).doesNotContain("warning");
        assertThat(build(WARNED, Map.of(), "--quiet", ".").err).isEmpty();
        assertThat(build("# check=skip=all\n" + WARNED, Map.of(), ".").err).doesNotContain("warning");
    }

    @Test
    void errorsComeBeforeTheBuild() throws IOException {
        Said said = build("# check=error=true\n" + WARNED, Map.of(), ".");
        assertThat(said.status).isEqualTo(3);
        assertThat(said.err).contains("error: the checks found something: JSONArgsRecommended, LegacyKeyValueFormat");
        assertThat(said.err).doesNotContain("Built");
        assertThat(build(WARNED, Map.of(), "--build-arg=BUILDKIT_DOCKERFILE_CHECK=error=true", ".").status).isEqualTo(3);
        assertThat(build("# check=error=true\nFROM scratch\nENV a=b\n", Map.of(), ".").status).isZero();
    }

    @Test
    void aDirectiveThatMakesNoSenseFailsTheBuild() throws IOException {
        Said said = build("# check=error=perhaps\nFROM scratch\n", Map.of(), ".");
        assertThat(said.status).isEqualTo(3);
        assertThat(said.err).contains("error must be true or false, and is perhaps").contains("--> Dockerfile:1:9");
        assertThat(build("FROM scratch\n", Map.of(), "--build-arg=BUILDKIT_DOCKERFILE_CHECK=x", ".").status).isEqualTo(2);
    }

    @Test
    void warningsAreInTheMetadataWhenAskedFor() throws IOException {
        build(WARNED, Map.of(), "--metadata-file=plain.json", ".");
        assertThat(metadata("plain.json").member("buildx.build.warnings")).isEmpty();
        build(WARNED, Map.of("BUILDX_METADATA_WARNINGS", "1"), "--metadata-file=warned.json", ".");
        List<Json> warnings = metadata("warned.json").array("buildx.build.warnings");
        assertThat(warnings).hasSize(2);
        var last = (Json.Obj) warnings.getLast();
        assertThat(decoded(last.string("short").orElseThrow())).startsWith("LegacyKeyValueFormat: ").endsWith(" (line 3)");
        assertThat(decoded(last.strings("detail").getFirst())).startsWith("Legacy key/value format");
        assertThat(decoded(last.object("sourceInfo").string("data").orElseThrow())).isEqualTo(WARNED);
        assertThat(((Json.Obj) last.array("range").getFirst()).object("start").number("line")).hasValue(3L);
    }

    private static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    private Json.Obj metadata(String name) throws IOException {
        return Json.parseObject(Files.readAllBytes(directory.resolve(name)));
    }

    private record Said(int status, String err) {}

    private Said build(String dockerfile, Map<String, String> variables, String... words) throws IOException {
        Files.writeString(directory.resolve("Dockerfile"), dockerfile);
        var err = new ByteArrayOutputStream();
        var out = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        var console = new Console(new ByteArrayInputStream(new byte[0]), out,
                new PrintStream(err, false, StandardCharsets.UTF_8), Console.Terminal.none(), Colour.PLAIN);
        var environment = new TreeMap<>(variables);
        environment.put("SLIPWAY_ROOT", directory.resolve("store").toString());
        environment.put("HOME", directory.toString());
        var all = new java.util.ArrayList<>(List.of("build", "--progress=plain"));
        all.addAll(List.of(words));
        if (all.contains("--quiet")) all.remove("--progress=plain");
        int status = new CommandLine(console, environment, directory, () -> Instant.EPOCH).run(all);
        return new Said(status, err.toString(StandardCharsets.UTF_8));
    }
}
