package slipway.build.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import slipway.build.BuildRequest;
import slipway.diagnostics.ProblemPrinter;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.Printer;
import slipway.dockerfile.parse.Parser;
import slipway.dockerfile.parse.Syntax;
import slipway.image.Image;
import slipway.image.ImageConfig;
import slipway.image.Platform;
import slipway.image.Reference;

/// Whatever a Dockerfile says, it is planned, or there is a problem with a place; and all there are here print as they are.
class PlannerFuzzTest {

    private static final int ROUNDS = Integer.getInteger("slipway.fuzz.rounds", 20_000);
    private static final Platform PLATFORM = Platform.of("linux", "amd64");
    private static final List<String> PARTS = List.of("<<EOF", "\nEOF\n", " --", "--unset ", "${", ":-x}", "$x", "\\\n", "'", "\"",
            "# slipway: no-cache\n", "ONBUILD ", "RUN a\n", "COPY --from=", "[\"", "\"]", "FROM scratch\n", "FROM triggers\n",
            "FROM a AS b\n", "ARG x=1\n", "ENV x=y z=$x\n", "WORKDIR ../a\n", "EXPOSE 1-9 $x\n", "=", "\n", "  ", "/", "..", "*",
            "ADD https://host.invalid/a.git#b:c /\n", "--mount=type=cache,target=", "--chmod=u+x ", "--parents ", "0");

    @Test
    void madeUpFilesArePlannedOrRefused() throws IOException {
        long seed = Long.getLong("slipway.fuzz.seed", new Random().nextLong());
        var random = new Random(seed);
        List<String> corpus = corpus();
        int planned = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var text = new StringBuilder(corpus.get(random.nextInt(corpus.size())));
            for (int i = random.nextInt(4); i >= 0; i--) mutate(text, corpus, random);
            planned += plan(text.toString(), "seed " + seed + ", round " + round);
        }
        assertThat(planned).as("files that are planned, seed " + seed).isGreaterThan(ROUNDS / 20);
    }

    @Test
    void everyDockerfilePrintsAsItIs() throws IOException {
        int trees = 0;
        for (String text : corpus()) {
            try {
                assertThat(Printer.print(Parser.parse(Source.of("Dockerfile", text)))).isEqualTo(text);
                trees++;
            } catch (SlipwayException.BadInput bad) {
                assertThat(bad.problem().location()).as(text).isPresent();
                assertThat(bad.problem().hint()).as(bad.problem() + " in\n" + text).isPresent();
            }
        }
        assertThat(trees).isGreaterThan(300);
    }

    private static int plan(String text, String why) {
        var source = Source.of("Dockerfile", text);
        try {
            Syntax.check(source);
            Dockerfile file = Parser.parse(source);
            var context = new BuildRequest.ContextRoot.Directory(Path.of("."), Optional.empty());
            var arguments = new LinkedHashMap<String, String>();
            arguments.put("x", "a b");
            var request = BuildRequest.of(source, context).withPlatforms(List.of(PLATFORM)).withArguments(arguments);
            PlannedImage image = new Planner(request, file, PLATFORM, new Bases(), new Plan()).plan();
            assertThat(image.config().withLayers(List.of(), image.history()).toBytes()).isNotEmpty();
            return 1;
        } catch (SlipwayException e) {
            assertThat(new ProblemPrinter(ProblemPrinter.Colour.PLAIN).print("error", e.problem())).isNotBlank();
            boolean isPlaced = e.problem().location().isPresent() || e instanceof SlipwayException.Usage;
            assertThat(isPlaced).as(why + ": " + e.problem() + " in\n" + text).isTrue();
            return 0;
        } catch (RuntimeException | StackOverflowError bug) {
            throw new AssertionError(why + "\n" + text, bug);
        }
    }

    private static void mutate(StringBuilder text, List<String> corpus, Random random) {
        int at = random.nextInt(text.length() + 1);
        switch (random.nextInt(4)) {
            case 0, 1 -> text.insert(at, PARTS.get(random.nextInt(PARTS.size())));
            case 2 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(5)));
            default -> {
                String other = corpus.get(random.nextInt(corpus.size()));
                int start = random.nextInt(other.length() + 1);
                text.insert(at, other, start, Math.min(other.length(), start + random.nextInt(80)));
            }
        }
    }

    /// All Dockerfiles of the project, those of the language tests one by one.
    private static List<String> corpus() throws IOException {
        var corpus = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            for (Path file : files.filter(PlannerFuzzTest::isOurs).sorted().toList()) {
                String text = Files.readString(file);
                if (file.toString().endsWith(".txt")) Stream.of(text.split("(?m)^=== .*\n")).skip(1).forEach(corpus::add);
                else corpus.add(text);
            }
        }
        assertThat(corpus).hasSizeGreaterThan(600);
        return corpus;
    }

    private static boolean isOurs(Path file) {
        String name = file.getFileName().toString();
        boolean isLanguage = name.endsWith(".txt") && file.getParent().endsWith("conformance/language");
        boolean isDockerfile = name.equals("Dockerfile") || name.endsWith(".Dockerfile") || name.startsWith("Dockerfile.");
        return (isDockerfile && !name.endsWith(".dockerignore") || isLanguage) && Files.isRegularFile(file)
                && !file.toString().contains("/target/");
    }

    /// Each image is there; one has triggers.
    private record Bases() implements BaseImages {

        @Override
        public Image find(Reference reference, Platform platform, BuildRequest.PullPolicy pull) {
            String run = reference.familiarName().equals("triggers")
                    ? "{\"OnBuild\":[\"COPY . /app\",\"RUN make $x\",\"ENV a=$b\"],\"Env\":[\"odd\",\"b=c=d\"]}" : "{}";
            ImageConfig config = ImageConfig.parse(("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":" + run
                    + ",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}").getBytes(StandardCharsets.UTF_8));
            return Image.of(config, List.of());
        }

        @Override
        public Image make(BuildRequest.NamedContext.Made context, Platform platform) throws IOException {
            throw new IOException("no file has one: " + context);
        }
    }
}
