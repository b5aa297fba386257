package slipway.bake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.bake.Entry.Cache;
import slipway.bake.Target.Role;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;

class BakeTest {

    private static Bake read(Map<String, String> variables, String... files) {
        var surroundings = new Surroundings(Map.of("NAME", "environment", "HOME", "/home/somebody"), variables, Optional.empty(),
                "linux/arm64", InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.678Z")));
        return Bake.read(java.util.Arrays.stream(files).map(text -> Source.of("docker-bake.hcl", text)).toList(), surroundings);
    }

    private static Target only(Bake bake, String... overrides) {
        return bake.resolve(List.of("default"), List.of(overrides)).targets().getLast();
    }

    @Test
    void aTargetIsData() {
        Target target = only(read(Map.of(), """
                target "default" {
                  tags = ["a"]
                  args = { x = 1 }
                  pull = true
                  cache-from = ["type=gha,scope=s"]
                }"""));
        assertThat(target.texts(Key.TAGS)).containsExactly("a");
        assertThat(target.pairs(Key.ARGS)).containsExactly(Map.entry("x", "1"));
        assertThat(target.flag(Key.PULL)).contains(true);
        assertThat(target.flag(Key.NO_CACHE)).isEmpty();
        assertThat(target.text(Key.CONTEXT)).contains(".");
        assertThat(target.entries(Key.CACHE_FROM)).singleElement().isInstanceOfSatisfying(Cache.class, cache ->
                assertThat(cache.option()).isEqualTo("scope=s,type=gha"));
    }

    @Test
    void variablesOfOptionsCountBeforeThoseOfTheEnvironment() {
        String file = "variable \"NAME\" { default = \"file\" }\ntarget \"default\" { context = NAME }";
        assertThat(only(read(Map.of(), file)).text(Key.CONTEXT)).contains("environment");
        assertThat(only(read(Map.of("NAME", "option"), file)).text(Key.CONTEXT)).contains("option");
    }

    @Test
    void theWorldIsSeenThroughItsSurroundings() {
        Target target = only(read(Map.of(), """
                target "default" { context = "${timestamp()} ${homedir()} ${BAKE_LOCAL_PLATFORM}" }"""));
        assertThat(target.text(Key.CONTEXT)).contains("2026-01-02T03:04:05Z /home/somebody linux/arm64");
    }

    @Test
    void functionsOfLaterVersionsAreThere() {
        Target target = only(read(Map.of(), """
                target "default" {
                  args = {
                    newer  = semvercmp("1.10.0", ">= 1.9, < 2")
                    caret  = semvercmp("0.3.0", "^0.2")
                    either = semvercmp("3.22", "~1 || 3.x")
                    range  = semvercmp("1.5.0", "1.2 - 1.6")
                    pre    = semvercmp("2.0.0-rc.1", "< 2.0.0-rc.2")
                    date   = formattimestamp("YYYY-MM-DD'T'hh:mm:ssZ", 1690328596)
                    unix   = formattimestamp("X", "2015-10-21T00:00:00Z")
                    week   = unixtimestampparse(-1).iso_week
                    day    = unixtimestampparse(1690328596).weekday_name
                  }
                }"""));
        assertThat(target.pairs(Key.ARGS)).containsEntry("newer", "true").containsEntry("caret", "false")
                .containsEntry("either", "true").containsEntry("range", "true").containsEntry("pre", "true")
                .containsEntry("date", "2023-07-25T23:43:16Z").containsEntry("unix", "1445385600")
                .containsEntry("week", "1").containsEntry("day", "Tuesday");
    }

    @Test
    void secretsOfOthersAreMadeAndRead() {
        Target target = only(read(Map.of(), """
                target "default" {
                  args = { hash = bcrypt("word", 4), id = uuidv4(), other = uuidv4() }
                }"""));
        assertThat(target.pairs(Key.ARGS).get("hash")).matches("\\$2a\\$04\\$.{53}");
        assertThat(target.pairs(Key.ARGS).get("id")).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
                .isNotEqualTo(target.pairs(Key.ARGS).get("other"));
    }

    @Test
    void contextsComeBeforeWhatNeedsThem() {
        Resolution resolution = read(Map.of(), """
                target "default" { contexts = { b = "target:b" } }
                target "b" { contexts = { a = "target:a" } }
                target "a" {}""").resolve(List.of("default"), List.of());
        assertThat(resolution.targets()).extracting(Target::name).containsExactly("a", "b", "default");
        assertThat(resolution.targets()).extracting(Target::role).containsExactly(Role.LINKED, Role.LINKED, Role.ASKED);
        assertThat(resolution.targets().getLast().links()).containsExactly(Map.entry("b", "b"));
    }

    @Test
    void whatIsProbablyNotMeantIsWarnedOf() {
        Bake bake = read(Map.of(), "target \"default\" { tag = [\"x\"] }");
        assertThat(bake.definition().warnings()).extracting(Problem::message)
                .containsExactly("a target has no attribute tag; it means nothing");
        assertThat(bake.definition().warnings().getFirst().hint()).contains("did you mean tags?");
    }

    @Test
    void settingsThatOthersForgetAreMade() {
        Target target = only(read(Map.of(), "target \"default\" { ulimits = [\"core=0\"] }"), "default.network=none",
                "default.no-cache-filter=one", "default.ulimits+=nofile=1:2");
        assertThat(target.text(Key.NETWORK)).contains("none");
        assertThat(target.texts(Key.NO_CACHE_FILTER)).containsExactly("one");
        assertThat(target.texts(Key.ULIMITS)).containsExactly("core=0", "nofile=1:2");
    }

    @Test
    void anIndexAfterADotMayStandAfterSpace() {
        Target target = only(read(Map.of(), "target \"default\" { context = [\"a\", \"b\"]. 1 }"));
        assertThat(target.text(Key.CONTEXT)).contains("b");
    }

    @Test
    void definitionsAreFoundByName(@TempDir Path directory) throws IOException {
        assertThatThrownBy(() -> BakeFiles.found(directory)).isInstanceOf(SlipwayException.BadInput.class);
        for (String name : List.of("docker-bake.override.hcl", "docker-bake.hcl", "compose.yaml", "docker-bake.json")) {
            Files.writeString(directory.resolve(name), "");
        }
        assertThat(BakeFiles.found(directory)).extracting(Source::name)
                .containsExactly("compose.yaml", "docker-bake.json", "docker-bake.hcl", "docker-bake.override.hcl");
    }

    @Test
    void standardInputIsWhatItLooksLike(@TempDir Path directory) throws IOException {
        for (String text : List.of("target \"default\" {}", "{\"target\": {\"default\": {}}}",
                "services: {default: {build: .}}")) {
            InputStream input = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            List<Source> files = BakeFiles.named(List.of("-"), directory, input);
            var surroundings = new Surroundings(Map.of(), Map.of(), Optional.empty(), "linux/amd64", InstantSource.system());
            assertThat(Bake.read(files, surroundings).resolve(List.of("default"), List.of()).targets())
                    .extracting(Target::name).containsExactly("default");
        }
    }

    @Test
    void theDotEnvFileIsForComposeFiles() {
        String dotEnv = "# comment\nexport A=one # two\nB='$A'\nC=\"${A}\\tx\"\nD=\n";
        var surroundings = new Surroundings(Map.of("A", "outer"), Map.of(), Optional.of(dotEnv), "linux/amd64",
                InstantSource.system());
        Bake bake = Bake.read(List.of(Source.of("compose.yaml", """
                services:
                  s:
                    build:
                      args: [ "A=$A", "B=$B", "C=$C", "D=${D-unset}", "E=${E:-$A}" ]
                """)), surroundings);
        Target target = bake.resolve(List.of("s"), List.of()).targets().getFirst();
        assertThat(target.pairs(Key.ARGS)).containsEntry("A", "outer").containsEntry("B", "$A")
                .containsEntry("C", "outer\tx").containsEntry("D", "").containsEntry("E", "outer");
    }
}
