package slipway.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import slipway.check.rules.Rules;
import slipway.check.view.Given;
import slipway.check.view.View;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.parse.Parser;
import slipway.dockerfile.pattern.IgnoreFile;

/// What holds for any Dockerfile, tried on all there are and on damaged ones; `-Dseed=7` begins with another damage.
final class CorpusTest {

    private static final List<Path> FOLDERS = List.of(
            CheckCases.FOLDER, Path.of("src/test/resources/outlines"), Path.of("../dockerfile/src/test/resources/cases"));
    private static final Checker CHECKER = new Checker(Rules.all());

    @Test
    void findingsLieInTheFileAndAreTheSameTwice() throws IOException {
        for (String text : corpus()) holds(text);
    }

    @TestFactory
    Stream<DynamicTest> damaged() throws IOException {
        List<String> corpus = corpus();
        long first = Long.getLong("seed", 0);
        return LongStream.range(first, first + 40).mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> {
            var random = new Random(seed);
            for (int i = 0; i < 50; i++) holds(damage(corpus.get(random.nextInt(corpus.size())), corpus, random));
        }));
    }

    @Test
    void manyStagesAndVariablesAreNoTrouble() {
        var text = new StringBuilder("FROM scratch AS s0\n");
        for (int i = 1; i < 3000; i++) text.append("ENV V").append(i).append("=$V").append(i - 1).append('\n');
        for (int i = 1; i < 3000; i++) {
            text.append("FROM s").append(i - 1).append(" AS s").append(i).append("\nARG A").append(i).append('\n');
        }
        text.append("LABEL a=$V2999 b=$V3000\n");
        Report report = CHECKER.check(View.of(Parser.parse(Source.of("Dockerfile", text.toString())), Given.nothing()));
        assertThat(report.findings()).extracting(Finding::message).containsExactly(
                "Usage of undefined variable '$V0'",
                "Usage of undefined variable '$V3000' (did you mean $V300?)");
    }

    private static String damage(String text, List<String> corpus, Random random) {
        if (text.isEmpty()) return text;
        int at = random.nextInt(text.length());
        int to = Math.min(text.length(), at + random.nextInt(8));
        String other = corpus.get(random.nextInt(corpus.size()));
        int from = random.nextInt(other.length() + 1);
        String piece = other.substring(from, Math.min(other.length(), from + random.nextInt(40)));
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at) + text.substring(to);
            case 1 -> text.substring(0, at) + piece + text.substring(at);
            default -> text.substring(0, at) + piece + text.substring(to);
        };
    }

    private static void holds(String text) {
        Optional<Dockerfile> file = parsed(text);
        if (file.isEmpty()) return;
        Given given = Given.nothing().ignored(IgnoreFile.of(List.of("a*", "src")));
        View view = View.of(file.get(), given);
        Report report = report(view);
        assertThat(report(View.of(file.get(), given)).findings()).isEqualTo(report.findings());
        var edits = new ArrayList<Edit>();
        for (Finding finding : report.findings()) {
            assertThat(finding.span().end()).as(text).isLessThanOrEqualTo(text.length());
            assertThat(finding.statement().end()).as(text).isLessThanOrEqualTo(text.length());
            finding.fix().ifPresent(fix -> {
                boolean free = fix.edits().stream().allMatch(edit -> edits.stream().noneMatch(other ->
                        other.span().start() <= edit.span().end() && edit.span().start() <= other.span().end()));
                if (free) edits.addAll(fix.edits());
            });
        }
        String fixed = Edit.apply(text, edits);
        assertThat(parsed(fixed)).as("%s%nbecame%n%s", text, fixed).isPresent();
    }

    private static Report report(View view) {
        try {
            return CHECKER.check(view);
        } catch (SlipwayException.BadInput directive) {
            return new Report(view.source(), List.of(), CheckSettings.Outcome.WARN, Optional.of(directive));
        }
    }

    private static Optional<Dockerfile> parsed(String text) {
        try {
            return Optional.of(Parser.parse(Source.of("Dockerfile", text)));
        } catch (SlipwayException.BadInput noDockerfile) {
            return Optional.empty();
        }
    }

    private static List<String> corpus() throws IOException {
        var texts = new ArrayList<String>();
        for (Path folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(path -> path.endsWith("Dockerfile")).sorted().toList()) {
                    texts.add(Files.readString(file));
                }
            }
        }
        assertThat(texts).hasSizeGreaterThan(100);
        return texts;
    }
}
