package slipway.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemPrinterTest {

    private final ProblemPrinter printer = new ProblemPrinter(ProblemPrinter.Colour.PLAIN);

    @Test
    void showsTheLineWithACaretUnderTheWrongWord() {
        Source source = Source.of("Dockerfile", "FROM scratch\n\n\nRUNN apt-get update\n");
        Problem problem = Problem.at(source, new Span(15, 19), "unknown instruction RUNN").hint("did you mean RUN?");
        assertThat(printer.print("error", problem)).isEqualTo("""
                error: unknown instruction RUNN
                  --> Dockerfile:4:1
                   |
                 4 | RUNN apt-get update
                   | ^^^^
                   = hint: did you mean RUN?
                """);
    }

    @Test
    void marksEachLineOfASpanThatCoversSeveral() {
        Source source = Source.of("Dockerfile", "RUN a \\\r\n    b\r\n");
        assertThat(printer.print("error", Problem.at(source, new Span(0, 14), "no"))).isEqualTo("""
                error: no
                  --> Dockerfile:1:1
                   |
                 1 | RUN a \\
                   | ^^^^^^^
                 2 |     b
                   |     ^
                """);
    }

    @Test
    void pointsBehindTheLastCharacterWhenSomethingIsMissingThere() {
        Source source = Source.of("Dockerfile", "FROM");
        assertThat(printer.print("error", Problem.at(source, Span.at(4), "FROM needs an image"))).isEqualTo("""
                error: FROM needs an image
                  --> Dockerfile:1:5
                   |
                 1 | FROM
                   |     ^
                """);
    }

    @Test
    void aProblemWithoutAPlaceIsALineAndItsHint() {
        assertThat(printer.print("error", Problem.of("no JDK 25 found").hint("set JAVA_HOME")))
                .isEqualTo("error: no JDK 25 found\n  = hint: set JAVA_HOME\n");
    }

    @Test
    void suggestsTheNearestKnownWord() {
        assertThat(Suggestion.nearest("RUNN", List.of("RUN", "USER", "ENV"))).contains("RUN");
        assertThat(Suggestion.nearest("ENRTYPOINT", List.of("ENTRYPOINT", "EXPOSE"))).contains("ENTRYPOINT");
        assertThat(Suggestion.nearest("BANANA", List.of("RUN", "USER", "ENV"))).isEmpty();
    }

    @Test
    void showsAPartOfAVeryLongLineAndNothingThatATerminalObeys() {
        var source = Source.of("f", "x".repeat(70_000) + "BAD\u001b[31m" + "y".repeat(70_000));
        Problem problem = Problem.at(source, new Span(70_000, 70_003), "no");
        String text = new ProblemPrinter(ProblemPrinter.Colour.PLAIN).print("error", problem);
        assertThat(text).hasSizeLessThan(1_000).doesNotContain("\u001b").contains("BAD\ufffd[31m");
        List<String> lines = text.lines().toList();
        assertThat(lines.get(4).indexOf('^')).isEqualTo(lines.get(3).indexOf("BAD"));
    }
}
