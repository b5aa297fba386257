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
}
