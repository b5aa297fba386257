package slipway.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import slipway.image.json.Json;

/// Asks Slipway and BuildKit the same of each case of the checks: `--call` with `check`, `outline` and `targets`.
///
/// What differs by intent is taken out: addresses of pages, the order of what stands on one line, carriage returns, and what
/// BuildKit tells about where the Dockerfile came from. A case whose `case.properties` has `engine` says there why BuildKit cannot be asked.
class CheckConformanceTest {

    private static final Path CASES = Path.of("../check/src/test/resources/cases");
    private static final Path OUTLINES = Path.of("../check/src/test/resources/outlines");

    @TempDir
    static Path directory;

    private static SlipwayEngine slipway;
    private static Optional<DockerEngine> docker = Optional.empty();

    @BeforeAll
    static void open() throws Exception {
        assumeTrue(Bases.canBeMade(), "conformance needs /bin/busybox");
        slipway = SlipwayEngine.open(directory, Bases.make());
        docker = DockerEngine.find();
        if ("true".equals(System.getenv("CI")) && docker.isEmpty()) fail("no docker buildx answers: see conformance/peers.sh");
    }

    /// JUnit would say of each link that it leads out of here.
    @AfterAll
    static void close() throws Exception {
        Command.output(List.of("find", directory.toString(), "-mindepth", "1", "-delete"), Map.of());
    }

    @TestFactory
    Stream<DynamicTest> findings() throws IOException {
        List<Path> folders = folders(CASES);
        assertThat(folders).hasSizeGreaterThan(60);
        return folders.stream().map(folder -> DynamicTest.dynamicTest(CASES.relativize(folder).toString(), () -> {
            Command.Answer ours = run(slipway, folder, "check,format=json");
            Command.Answer theirs = run(docker(folder), folder, "check,format=json");
            assertThat(warnings(ours)).containsExactlyInAnyOrderElementsOf(warnings(theirs));
            assertThat(fails(ours)).isEqualTo(fails(theirs));
            assertThat(ours.succeeded()).isEqualTo(theirs.succeeded());
            assertThat(sorted(run(slipway, folder, "check"))).isEqualTo(sorted(run(docker(folder), folder, "check")));
        }));
    }

    @TestFactory
    Stream<DynamicTest> outlines() throws IOException {
        List<Path> folders = folders(OUTLINES);
        assertThat(folders).hasSizeGreaterThan(10);
        return folders.stream().flatMap(folder -> Stream.of("outline", "targets").map(method ->
                DynamicTest.dynamicTest(folder.getFileName() + " " + method, () -> {
                    DockerEngine engine = docker(folder);
                    if (needsNetwork(folder, method)) abort("the base cannot be pulled");
                    assertThat(lines(run(slipway, folder, method))).isEqualTo(lines(run(engine, folder, method)));
                    String json = method + ",format=json";
                    assertThat(unordered(run(slipway, folder, json))).isEqualTo(unordered(run(engine, folder, json)));
                })));
    }

    @TestFactory
    Stream<DynamicTest> methods() {
        return Stream.of("subrequests.describe", "subrequests.describe,format=json").map(method ->
                DynamicTest.dynamicTest(method, () -> {
                    Path folder = OUTLINES.resolve("nothing");
                    assertThat(run(slipway, folder, method).text()).isEqualTo(run(docker(folder), folder, method).text());
                }));
    }

    private static boolean needsNetwork(Path folder, String method) throws IOException {
        return method.equals("outline") && Files.readString(folder.resolve("Dockerfile")).contains("FROM busybox");
    }

    private static DockerEngine docker(Path folder) throws IOException {
        if (properties(folder).containsKey("engine")) abort("BuildKit " + properties(folder).getProperty("engine"));
        if (docker.isEmpty()) abort("no docker buildx answers");
        return docker.get();
    }

    private static Command.Answer run(Engine engine, Path folder, String call) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("build", "--call=" + call));
        Properties properties = properties(folder);
        words.add("--platform=" + properties.getProperty("platform", "linux/amd64"));
        for (String key : properties.stringPropertyNames()) {
            String value = properties.getProperty(key);
            if (key.startsWith("arg.")) words.add("--build-arg=" + key.substring("arg.".length()) + "=" + value);
            if (key.equals("target")) words.add("--target=" + value);
        }
        words.add(".");
        return engine.run(new Engine.Call(folder.toAbsolutePath().normalize(), words, Map.of(), new byte[0]));
    }

    private static Properties properties(Path folder) throws IOException {
        var properties = new Properties();
        Path file = folder.resolve("case.properties");
        if (Files.exists(file)) properties.load(new StringReader(Files.readString(file)));
        return properties;
    }

    /// BuildKit lists what stands on one line in any order.
    private static List<String> lines(Command.Answer answer) {
        return answer.text().lines().map(String::stripTrailing).sorted().toList();
    }

    /// The same in JSON.
    private static Json unordered(Command.Answer answer) {
        var object = (Json.Obj) Json.parse(answer.out());
        for (String key : List.of("args", "secrets", "ssh")) {
            List<Json> items = object.array(key).stream().sorted(Comparator.comparing(Json::toText)).toList();
            if (!items.isEmpty()) object = object.with(key, Json.array(items));
        }
        return object;
    }

    private static List<Json> warnings(Command.Answer answer) {
        return ((Json.Obj) Json.parse(answer.out())).array("warnings").stream()
                .map(warning -> (Json) ((Json.Obj) warning).without("url")).toList();
    }

    private static boolean fails(Command.Answer answer) {
        return ((Json.Obj) Json.parse(answer.out())).member("buildError").isPresent();
    }

    /// The text cut into its findings, which are sorted; pages' addresses are cut off.
    private static List<String> sorted(Command.Answer answer) {
        String text = new String(answer.out(), StandardCharsets.UTF_8).replace("\r", "").stripTrailing();
        return Stream.of(text.replaceAll("(?m)^(WARNING: \\w+) - .*$", "$1").split("\n\n(?=WARNING: )"))
                .map(String::strip).sorted(Comparator.naturalOrder()).toList();
    }

    private static List<Path> folders(Path root) throws IOException {
        try (Stream<Path> found = Files.walk(root, 2)) {
            return found.filter(folder -> Files.exists(folder.resolve("Dockerfile"))).sorted().toList();
        }
    }
}
