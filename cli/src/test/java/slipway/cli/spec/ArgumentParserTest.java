package slipway.cli.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.diagnostics.SlipwayException;

class ArgumentParserTest {
    private static final Option ALL = Option.flag("-a, --all", "");
    private static final Option QUIET = Option.flag("-q, --quiet", "");
    private static final Option FILE = Option.value("-f, --file PATH", "");
    private static final Option TAG = Option.values("-t, --tag NAME", "");
    private static final Option PULL = Option.optional("--pull POLICY", "").among("always", "never");
    private static final Page PAGE = Page.of("try", "Try", Operands.atMost(2, "[A [B]]", Candidates.ANYTHING), "")
            .options("Options", ALL, QUIET, FILE, TAG, PULL);

    private static Arguments parse(String line) {
        return new ArgumentParser(PAGE).parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    }

    @Test
    void readsValuesInAllTheirForms() {
        for (String line : List.of("-f x", "-fx", "-f=x", "--file x", "--file=x", "-qfx", "a -f x", "-f x a")) {
            assertThat(parse(line).value(FILE)).as(line).contains("x");
        }
        assertThat(parse("-f -").value(FILE)).contains("-");
        assertThat(parse("--file=").value(FILE)).contains("");
        assertThat(parse("--file=a=b").value(FILE)).contains("a=b");
        assertThat(parse("-f --quiet").value(FILE)).contains("--quiet");
    }

    @Test
    void readsSwitches() {
        Arguments arguments = parse("-aq");
        assertThat(arguments.has(ALL)).isTrue();
        assertThat(arguments.has(QUIET)).isTrue();
        assertThat(parse("--all=false").has(ALL)).isFalse();
        assertThat(parse("--all --all=false").has(ALL)).isFalse();
        assertThat(parse("--all=true").has(ALL)).isTrue();
        assertThat(parse("").has(ALL)).isFalse();
    }

    @Test
    void keepsRepeatedValuesInOrder() {
        assertThat(parse("-t b --tag a -tc").values(TAG)).containsExactly("b", "a", "c");
    }

    @Test
    void takesAnOptionalValueOnlyAfterAnEqualsSign() {
        assertThat(parse("--pull never").has(PULL)).isTrue();
        assertThat(parse("--pull never").value(PULL)).isEmpty();
        assertThat(parse("--pull never").operands()).containsExactly("never");
        assertThat(parse("--pull=never").value(PULL)).contains("never");
    }

    @Test
    void endsOptionsAtTwoDashes() {
        assertThat(parse("-- -a --all").operands()).containsExactly("-a", "--all");
        assertThat(parse("-").operands()).containsExactly("-");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', value = {
        "--quite § unknown option --quite § did you mean --quiet?",
        "-x § unknown option -x § slipway help try lists its options",
        "-ax § unknown option -x § slipway help try lists its options",
        "--file § --file needs a value: --file PATH § slipway help try lists its options",
        "-f § -f needs a value: -f PATH § slipway help try lists its options",
        "-f a -f b § -f is given more than once § slipway help try lists its options",
        "--all=maybe § --all is a switch and cannot be maybe § slipway help try lists its options",
        "--pull=nevr § --pull cannot be nevr § did you mean never? it is one of always, never",
        "a b c § unexpected argument c; usage: slipway try [OPTIONS] [A [B]] § slipway help try explains it",
    })
    void explainsWhatIsWrong(String line, String message, String hint) {
        var error = catchThrowableOfType(SlipwayException.Usage.class, () -> parse(line));
        assertThat(error).as(line).isNotNull();
        assertThat(error.exitCode()).isEqualTo(2);
        assertThat(error.problem().message()).isEqualTo(message);
        assertThat(error.problem().hint()).contains(hint);
    }
}
