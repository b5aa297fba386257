package slipway.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import slipway.build.BuildRequest;
import slipway.build.plan.BaseImages;
import slipway.build.plan.Plan;
import slipway.build.plan.PlannedImage;
import slipway.build.plan.Planner;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.dockerfile.parse.Parser;
import slipway.image.Image;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.json.Json;

/// Some hundred small Dockerfiles, each for one thing that the language says: what they come to is compared with
/// `language/NAME.expected`, which is what BuildKit made of them, to the byte.
///
/// `SLIPWAY_ACCEPT=1` asks the engine and writes the expectations anew; `-Dlanguage.engine=true` asks it and compares.
class LanguageTest {

    private static final String REFUSED = "refused";

    @TempDir
    static Path directory;

    private static final Map<String, Map<String, String>> EXPECTED = new TreeMap<>();

    @BeforeAll
    static void read() throws Exception {
        assumeTrue(Platform.local().equals(Platform.of("linux", "amd64")), "recorded on linux/amd64");
        boolean isAccepted = "1".equals(System.getenv("SLIPWAY_ACCEPT"));
        if (isAccepted || Boolean.getBoolean("language.engine")) ask(isAccepted);
        for (LanguageCase test : LanguageCase.all()) {
            if (!EXPECTED.containsKey(test.file())) EXPECTED.put(test.file(), expected(test.file()));
        }
    }

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        return LanguageCase.all().stream().filter(test -> test.name().contains(System.getProperty("case", "")))
                .map(test -> DynamicTest.dynamicTest(test.file() + ": " + test.name(), () -> check(test)));
    }

    @Test
    void thereAreCases() throws IOException {
        List<LanguageCase> cases = LanguageCase.all();
        assertThat(cases).hasSizeGreaterThan(400);
        assertThat(cases).extracting(LanguageCase::name).doesNotHaveDuplicates();
    }

    @Test
    void theExamplesOfThePageAreUnderstood() throws IOException {
        String page = Files.readString(Case.home().resolveSibling("docs/language.md"));
        List<String> examples = Stream.of(page.split("```dockerfile\n")).skip(1).map(text -> text.split("```", 2)[0]).toList();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
        for (String example : examples) assertThat(Parser.parse(Source.of("docs/language.md", example)).stages()).isNotEmpty();
    }

    private static void check(LanguageCase test) throws IOException {
        String expected = EXPECTED.get(test.file()).get(test.name());
        assertThat(expected).as("an expectation; SLIPWAY_ACCEPT=1 asks BuildKit for it").isNotNull();
        String actual = planned(test);
        if (test.difference().isEmpty()) assertThat(actual).as(test.dockerfile()).isEqualTo(expected);
        else assertThat(actual).as("no longer: " + test.difference().get()).isNotEqualTo(expected);
    }

    private static String planned(LanguageCase test) throws IOException {
        var source = Source.of("Dockerfile", test.dockerfile());
        var platform = Platform.of("linux", "amd64");
        var context = new BuildRequest.ContextRoot.Directory(directory, Optional.empty());
        var request = BuildRequest.of(source, context).withTarget(test.target()).withPlatforms(List.of(platform))
                .withArguments(new LinkedHashMap<>(test.arguments()));
        try {
            PlannedImage image = new Planner(request, Parser.parse(source), platform, new NoImages(), new Plan()).plan();
            return facts(image.config().withLayers(List.of(), image.history()).toBytes());
        } catch (SlipwayException e) {
            assertThat(e.problem().hint()).as("a hint for " + e.problem()).isPresent();
            return REFUSED;
        }
    }

    /// What an image's configuration says, but for times and layers.
    private static String facts(byte[] config) {
        Json.Obj json = Json.parseObject(config);
        var lines = new ArrayList<String>();
        lines.add(text(json.object("config")));
        lines.add(Stream.of("author", "os", "architecture", "variant").flatMap(name -> json.string(name).stream())
                .collect(Collectors.joining(" ")));
        for (Json entry : json.array("history")) {
            var object = (Json.Obj) entry;
            boolean isEmpty = object.isTrue("empty_layer");
            lines.add((isEmpty ? "" : "layer ") + Json.of(object.string("created_by").orElse(""))
                    + object.string("comment").filter(comment -> !comment.equals("buildkit.dockerfile.v0")).orElse(""));
        }
        return String.join("\n", lines);
    }

    private static String text(Json json) {
        return new String(json.toBytes(), StandardCharsets.UTF_8);
    }

    private static Path expectations(String file) {
        return Case.home().resolve("language").resolve(file + ".expected");
    }

    private static Map<String, String> expected(String file) throws IOException {
        var found = new LinkedHashMap<String, String>();
        if (!Files.exists(expectations(file))) return found;
        Stream.of(Files.readString(expectations(file)).split("(?m)^=== ")).skip(1).forEach(text -> {
            int end = text.indexOf('\n');
            found.put(text.substring(0, end), text.substring(end + 1).stripTrailing());
        });
        return found;
    }

    private static void ask(boolean isAccepted) throws Exception {
        DockerEngine engine = DockerEngine.find().orElseThrow(() -> new IOException("no docker buildx answers"));
        Path context = Files.createDirectories(directory.resolve("context/d"));
        Files.writeString(context.resolve("x"), "x\n");
        Files.writeString(context.resolveSibling("f"), "f\n");
        Files.copy(Path.of("/bin/busybox"), context.resolveSibling("busybox"));
        var answers = new TreeMap<String, List<String>>();
        var wrong = new ArrayList<String>();
        for (LanguageCase test : LanguageCase.all()) {
            String answer = built(engine, test, context.getParent());
            answers.computeIfAbsent(test.file(), _ -> new ArrayList<>()).add("=== " + test.name() + "\n" + answer + "\n");
            if (!isAccepted && !answer.equals(expected(test.file()).get(test.name()))) wrong.add(test.name());
        }
        for (var file : answers.entrySet()) {
            if (isAccepted) Files.writeString(expectations(file.getKey()), String.join("", file.getValue()));
        }
        if (!wrong.isEmpty()) fail("the engine says something else of " + wrong);
    }

    private static String built(DockerEngine engine, LanguageCase test, Path context) throws Exception {
        Path dockerfile = Files.writeString(directory.resolve(test.name()), test.dockerfile());
        Path out = directory.resolve(test.name() + ".tar");
        var words = new ArrayList<>(List.of("build", "-f", dockerfile.toString(), "-o", "type=oci,dest=" + out));
        words.addAll(test.options());
        words.add(".");
        if (!engine.run(new Engine.Call(context, words, Map.of(), new byte[0])).succeeded()) return REFUSED;
        Map<String, byte[]> files = OutputFiles.members(Files.readAllBytes(out));
        Json.Obj manifest = blob(files, (Json.Obj) Json.parseObject(files.get("index.json")).array("manifests").getFirst());
        return facts(files.get(name(manifest.object("config"))));
    }

    private static Json.Obj blob(Map<String, byte[]> files, Json.Obj descriptor) {
        return Json.parseObject(files.get(name(descriptor)));
    }

    private static String name(Json.Obj descriptor) {
        return "blobs/" + descriptor.string("digest").orElseThrow().replace(':', '/');
    }

    /// No registry is asked for anything here.
    private record NoImages() implements BaseImages {

        @Override
        public Image find(Reference reference, Platform platform, BuildRequest.PullPolicy pull) {
            throw new SlipwayException.BadInput(Problem.of("no such image: " + reference).hint("there are none here"));
        }

        @Override
        public Image make(BuildRequest.NamedContext.Made context, Platform platform) throws IOException {
            throw new IOException("no case has one: " + context);
        }
    }
}
