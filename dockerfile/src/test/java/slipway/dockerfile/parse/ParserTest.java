package slipway.dockerfile.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.dockerfile.Command;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.GoDuration;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Printer;

final class ParserTest {

    @Test
    void aLineMayHave65535Bytes() {
        String longest = "RUN " + "é".repeat((65_535 - 5) / 2) + "x";
        String fits = "FROM scratch\n" + longest + "\nRUN b\n";
        assertThat(Printer.print(parse(fits))).isEqualTo(fits);
        var bad = catchThrowableOfType(SlipwayException.BadInput.class, () -> parse("FROM scratch\n" + longest + "x\n"));
        assertThat(bad.problem().message()).contains("longer than 65535 bytes");
        assertThat(bad.problem().location().orElseThrow().line()).isEqualTo(2);
    }

    @Test
    void theLimitHoldsForLinesOfHereDocumentsToo() {
        var bad = catchThrowableOfType(SlipwayException.BadInput.class,
                () -> parse("FROM scratch\nRUN <<EOF\n" + "x".repeat(65_536) + "\nEOF\n"));
        assertThat(bad.problem().location().orElseThrow().line()).isEqualTo(3);
    }

    @Test
    void manyShortLinesMayMakeALongOne() {
        String text = "FROM scratch\nRUN true" + " \\\n  && true".repeat(20_000) + "\n";
        assertThat(Printer.print(parse(text))).isEqualTo(text);
    }

    @Test
    void deepJsonIsALineForTheShell() {
        var run = (Instruction.Run) parse("FROM scratch\nRUN " + "[".repeat(30_000) + "\n").instructions().getLast();
        assertThat(run.command()).isInstanceOf(Command.ShellForm.class);
    }

    @Test
    void stagesAreFoundByName() {
        Dockerfile file = parse("ARG A\nFROM a AS One\nRUN x\nFROM b AS one\nFROM c\n");
        assertThat(file.stages()).hasSize(3);
        assertThat(file.stage("ONE").orElseThrow().index()).isEqualTo(1);
        assertThat(file.stage("two")).isEmpty();
        assertThat(file.metaArgs()).hasSize(1);
    }

    @Test
    void onBuildTextIsWhatAnImageKeeps() {
        Dockerfile file = parse("FROM a\nonbuild  RUN <<-X cat \\\n  f\n\tb\n\tX\n");
        var onBuild = (Instruction.OnBuild) file.instructions().getLast();
        assertThat(onBuild.text()).isEqualTo("RUN <<-X cat   f\n\tb\nX");
        Instruction again = Parser.trigger(Source.of("trigger", onBuild.text()));
        assertThat(((Instruction.Run) again).hereDocuments().getFirst().strippedContent()).isEqualTo("b\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "FROM a", "RUN a\nRUN b", "ONBUILD RUN a", "MAINTAINER a", "# x"})
    void badTriggers(String text) {
        var source = Source.of("trigger", text);
        assertThat(catchThrowableOfType(SlipwayException.BadInput.class, () -> Parser.trigger(source))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0,0", "+0,0", "1s,1000000000", "1m30s,90000000000", "500ms,500000000", "1.5h,5400000000000", ".5s,500000000",
        "1.s,1000000000", "-1s,-1000000000", "1us,1000", "1µs,1000", "10ns,10", "1h1m1s1ms,3661001000000", "0.3ns,0",
        "9223372036854775807ns,9223372036854775807",
    })
    void durations(String text, long nanoseconds) {
        assertThat(GoDuration.parse(text)).contains(nanoseconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "s", ".s", "1 s", "1x", "1s ", "--1s", "+", "9223372036854775808ns", "3000000h",
            "1e3s"})
    void notDurations(String text) {
        assertThat(GoDuration.parse(text)).isEmpty();
    }

    private static Dockerfile parse(String text) {
        return Parser.parse(Source.of("Dockerfile", text));
    }
}
