package slipway.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import slipway.check.outline.Outline;
import slipway.check.outline.Targets;
import slipway.check.view.BaseImages;
import slipway.check.view.Given;
import slipway.check.view.View;
import slipway.diagnostics.Source;
import slipway.dockerfile.parse.Parser;

/// Outlines each file in `outlines` and compares with `outline.txt`; what is missing is written. `SLIPWAY_ACCEPT=1` in the
/// environment rewrites what differs.
final class OutlineTest {

    private static final Path FOLDER = Path.of("src/test/resources/outlines");

    @TestFactory
    Stream<DynamicTest> outlines() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.sorted().toList().stream()
                    .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
        }
    }

    @Test
    void aTargetThatIsNotThereHasNoOutline() {
        Given given = Given.nothing().target("nowhere");
        View view = View.of(Parser.parse(Source.of("Dockerfile", "FROM scratch AS a\n")), given);
        assertThat(Outline.of(view)).isEmpty();
        assertThat(view.problem()).isPresent();
        assertThat(Targets.of(view).all()).hasSize(1);
    }

    private static void check(Path folder) throws IOException {
        View asGiven = CheckCases.view(folder);
        View view = View.of(asGiven.file(), asGiven.given().needed().bases(BaseImages.unknown()));
        assertThat(view.problem()).isEmpty();
        String actual = Outline.of(view).orElseThrow().text() + "--\n" + Targets.of(view).text();
        Path expected = folder.resolve("outline.txt");
        boolean accept = "1".equals(System.getenv("SLIPWAY_ACCEPT"));
        if (!Files.exists(expected) || accept && !actual.equals(Files.readString(expected))) {
            Files.writeString(expected, actual);
            fail("wrote " + expected + "; review it");
        }
        assertThat(List.of(actual.split("\n"))).isEqualTo(List.of(Files.readString(expected).split("\n")));
    }
}
