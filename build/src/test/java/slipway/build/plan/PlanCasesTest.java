package slipway.build.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import slipway.build.BuildRequest;
import slipway.diagnostics.ProblemPrinter;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.dockerfile.parse.Parser;
import slipway.image.Image;
import slipway.image.ImageConfig;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.json.Json;

/// A folder is a case: `Dockerfile` (a line `# args: A=1 B` gives build arguments, `# target: x` a target), and what is
/// planned in `plan.txt`, or the error in `error.txt`. A missing expectation is written, and the test fails.
class PlanCasesTest {

    private static final Path CASES = Path.of("src/test/resources/plan-cases");
    private static final String CREATED = "1970-01-01T00:00:00Z";

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.sorted().toList().stream().map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
        }
    }

    private static void check(Path folder) throws IOException {
        String text = Files.readString(folder.resolve("Dockerfile"));
        String actual;
        String expectedName = "plan.txt";
        try {
            actual = plan(text);
        } catch (SlipwayException e) {
            expectedName = "error.txt";
            actual = new ProblemPrinter(ProblemPrinter.Colour.PLAIN).print("error", e.problem());
        }
        Path expected = folder.resolve(expectedName);
        if (!Files.exists(expected) || System.getenv().containsKey("SLIPWAY_ACCEPT")) {
            Files.writeString(expected, actual);
            if (!System.getenv().containsKey("SLIPWAY_ACCEPT")) fail("wrote " + expected + "; review it");
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }

    private static String plan(String text) throws IOException {
        var arguments = new LinkedHashMap<String, String>();
        option(text, "args").ifPresent(line -> Stream.of(line.split(" ")).forEach(arg -> arguments.put(arg.split("=")[0], arg.substring(arg.indexOf('=') + 1))));
        Source source = Source.of("Dockerfile", text);
        var context = new BuildRequest.ContextRoot.Directory(Path.of("."), Optional.empty());
        var request = BuildRequest.of(source, context).withTarget(option(text, "target")).withArguments(arguments)
                .withPlatforms(List.of(Platform.parse("linux/amd64")))
                .withTimes(new BuildRequest.Times(Instant.parse(CREATED).getEpochSecond(), 0));
        var plan = new Plan();
        PlannedImage image = new Planner(request, Parser.parse(source), Platform.parse("linux/amd64"), new Bases(), plan).plan();
        var out = new StringBuilder();
        var names = new LinkedHashMap<Vertex.Ref, String>();
        plan.steps().forEach((ref, step) -> {
            names.put(ref, "s" + (names.size() + 1));
            String described = step.vertex().toString();
            for (var known : names.entrySet()) described = described.replace(known.getKey().toString(), known.getValue());
            out.append(names.get(ref)).append(' ').append(step.name()).append("\n    ").append(described).append('\n');
            if (!step.pragmas().isEmpty()) out.append("    ").append(step.mayBeRecalled() ? "good for " + step.age().orElseThrow() : "never from the cache").append('\n');
        });
        out.append("\nfiles: ").append(names.get(image.files())).append('\n');
        out.append(Json.parse(image.config().withLayers(List.of(), image.history()).toBytes()).toPrettyText());
        return out.toString();
    }

    private static Optional<String> option(String text, String name) {
        return text.lines().filter(line -> line.startsWith("# " + name + ": ")).map(line -> line.substring(name.length() + 4)).findFirst();
    }

    private record Bases() implements BaseImages {
        @Override
        public Image find(Reference reference, Platform platform, BuildRequest.PullPolicy pull) {
            return base(reference);
        }

        @Override
        public Image make(BuildRequest.NamedContext.Made context, Platform platform) throws IOException {
            throw new IOException("no case has one: " + context);
        }
    }

    /// Bases that exist in these cases.
    private static Image base(Reference reference) {
        String run = switch (reference.familiarName()) {
            case "alpine" -> "{\"Env\":[\"PATH=/usr/sbin:/usr/bin:/sbin:/bin\"],\"Cmd\":[\"/bin/sh\"]}";
            case "service" -> "{\"Env\":[\"LEVEL=info\"],\"Entrypoint\":[\"/service\"],\"Cmd\":[\"run\"],\"User\":\"65532\",\"WorkingDir\":\"/srv\","
                    + "\"ExposedPorts\":{\"80/tcp\":{}},\"Labels\":{\"a\":\"base\"},\"Volumes\":{\"/data\":{}}}";
            case "triggers" -> "{\"OnBuild\":[\"COPY . /app\",\"RUN make\"]}";
            default -> throw new SlipwayException.BadInput(slipway.diagnostics.Problem.of("no such image: " + reference.familiar()));
        };
        ImageConfig config = ImageConfig.parse(("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":" + run
                + ",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return Image.of(config, List.of());
    }
}
