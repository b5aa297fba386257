package slipway.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import slipway.diagnostics.ProblemPrinter;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.dockerfile.parse.Parser;

/// Parses each case's Dockerfile and compares the tree with `tree.txt`, or the error with `error.txt`.
///
/// What is missing is written, and the test fails so that someone looks at it. `-Dslipway.accept=true` rewrites what
/// differs.
final class CasesTest {

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        return Cases.all().stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }

    @Test
    void thereAreCases() throws IOException {
        assertThat(Cases.all()).hasSizeGreaterThanOrEqualTo(60);
    }

    private static void check(Path folder) throws IOException {
        String text = Cases.dockerfile(folder);
        String name;
        String actual;
        try {
            Dockerfile file = Parser.parse(Source.of("Dockerfile", text));
            assertThat(Printer.print(file)).isEqualTo(text);
            name = "tree.txt";
            actual = TreeText.of(file);
        } catch (SlipwayException.BadInput bad) {
            name = "error.txt";
            actual = new ProblemPrinter(ProblemPrinter.Colour.PLAIN).print("error", bad.problem());
            assertThat(bad.problem().location()).as("a place: " + actual).isPresent();
            assertThat(bad.problem().hint()).as("what helps: " + actual).isPresent();
        }
        compare(folder, name, actual);
    }

    private static void compare(Path folder, String name, String actual) throws IOException {
        Path expected = folder.resolve(name);
        Path other = folder.resolve(name.equals("tree.txt") ? "error.txt" : "tree.txt");
        if (Boolean.getBoolean("slipway.accept")) {
            Files.deleteIfExists(other);
            Files.writeString(expected, actual);
        } else if (Files.exists(other)) {
            fail("expected " + other.getFileName() + ", but got:\n" + actual);
        } else if (!Files.exists(expected)) {
            Files.writeString(expected, actual);
            fail("wrote " + expected + "; review it");
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }
}
