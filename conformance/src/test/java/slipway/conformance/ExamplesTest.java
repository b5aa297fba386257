package slipway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import slipway.build.BuildRequest;
import slipway.build.BuildRequest.NamedContext;
import slipway.build.plan.BaseImages;
import slipway.build.plan.Plan;
import slipway.build.plan.Planner;
import slipway.compose.Composition;
import slipway.compose.yaml.YamlNode;
import slipway.diagnostics.Source;
import slipway.dockerfile.parse.Parser;
import slipway.image.Image;
import slipway.image.ImageConfig;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.RunConfig;

/// Each example of `examples/` can be planned without a network, on bases that are all compositions, and makes an image as
/// it should be: not run by root, and with a program and a question after its health that need no shell.
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("../examples");
    private static final Platform PLATFORM = Platform.parse("linux/amd64");

    @TestFactory
    Stream<DynamicTest> canBePlanned() throws IOException {
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            List<Path> examples = folders.filter(Files::isDirectory).sorted().toList();
            assertThat(examples).hasSizeGreaterThan(5);
            return examples.stream()
                    .map(example -> DynamicTest.dynamicTest(example.getFileName().toString(), () -> check(example)));
        }
    }

    private static void check(Path example) throws IOException {
        RunConfig run = plan(example).run();

        assertThat(run.user()).isNotEmpty().doesNotStartWith("root").doesNotStartWith("0");
        assertThat(run.entrypoint().orElseThrow().getFirst()).startsWith("/").isNotEqualTo("/bin/sh");
        List<String> health = run.healthProbe().orElseThrow().test();
        assertThat(health.getFirst()).isEqualTo("CMD");
        assertThat(health.get(1)).startsWith("/");
        assertThat(ignoreFile(example).text().lines().filter(line -> !line.startsWith("#")).findFirst())
                .as("an ignore file that leaves everything out but what it names").contains("*");
    }

    private static ImageConfig plan(Path example) throws IOException {
        Path file = example.resolve("Dockerfile");
        Source dockerfile = Source.of(file.toString(), Files.readString(file));
        var context = new BuildRequest.ContextRoot.Directory(example, Optional.of(ignoreFile(example)));
        var request = BuildRequest.of(dockerfile, context).withNamedContexts(contexts(example))
                .withPlatforms(List.of(PLATFORM)).withPull(BuildRequest.PullPolicy.NEVER);
        return new Planner(request, Parser.parse(dockerfile), PLATFORM, new Composed(), new Plan()).plan().config();
    }

    private static Source ignoreFile(Path example) throws IOException {
        return Source.of(".dockerignore", Files.readString(example.resolve(".dockerignore")));
    }

    /// The project file's contexts, each a composition that can be read.
    private static SequencedMap<String, NamedContext> contexts(Path example) throws IOException {
        Source file = Source.of(".slipway.yaml", Files.readString(example.resolve(".slipway.yaml")));
        var contexts = new LinkedHashMap<String, NamedContext>();
        for (var pair : YamlNode.parse(file).asMapping("a project file").member("contexts").orElseThrow()
                .asMapping("contexts").pairs()) {
            String value = pair.value().asScalar("a context").text();
            assertThat(value).startsWith("compose:");
            Composition composition = Composition.find(value.substring("compose:".length()), example);
            assertThat(composition.selection().packages()).isNotEmpty();
            contexts.put(pair.key().text(), new NamedContext.Made(pair.key().text(), (_, _) -> base()));
        }
        return contexts;
    }

    private static Image base() {
        return Image.of(ImageConfig.empty(PLATFORM), List.of());
    }

    /// The only bases that there are: those that are composed.
    private record Composed() implements BaseImages {

        @Override
        public Image find(Reference reference, Platform platform, BuildRequest.PullPolicy pull) {
            throw new AssertionError("no composition: " + reference.familiar());
        }

        @Override
        public Image make(NamedContext.Made context, Platform platform) {
            return base();
        }
    }
}
