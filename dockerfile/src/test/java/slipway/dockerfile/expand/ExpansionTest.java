package slipway.dockerfile.expand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Word;
import slipway.dockerfile.parse.Parser;

final class ExpansionTest {

    private static final Map<String, String> VALUES = Map.of(
            "v", "value", "e", "", "p", "a/b/c.tar.gz", "two", "80 443", "star", "a*b*c", "n_1", "under", "é", "accent");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        // plain
        "$v|value", "${v}|value", "x$v.y|xvalue.y", "$vx|~~", "${v}x|valuex", "$n_1|under", "$é|accent", "$u|~~", "${u}|~~",
        "$|$", "a$|a$", "$.|$.", "a $ b|a $ b", "$v$v|valuevalue", "$(x)|$(x)",
        // specials
        "$1|~~", "$12x|x", "$@ $# $? $$ $! $0 $* $-|~       ~", "${1}|~~", "${@}|~~",
        // quotes and escapes
        "'$v'|$v", "\"$v\"|value", "\"a'$v'b\"|a'value'b", "'a\"b'|a\"b", "\\$v|$v", "\\${v}|${v}", "\"\\$v\"|$v",
        "\"\\a\"|\\a", "\"\\\\\"|\\", "a\\b|ab", "a\\\\b|a\\b", "a\\ b|a b", "a\\|a", "''|~~", "\"a\\\"b\"|a\"b",
        // defaults and alternatives
        "${v:-d}|value", "${e:-d}|d", "${u:-d}|d", "${v-d}|value", "${e-d}|~~", "${u-d}|d",
        "${v:+d}|d", "${e:+d}|~~", "${u:+d}|~~", "${v+d}|d", "${e+d}|d", "${u+d}|~~",
        "${v:?m}|value", "${v?m}|value", "${e?m}|~~", "${u:-}|~~",
        "${u:-${v}}|value", "${u:-a${w:-b$v}c}|abvaluec", "${u:-\"a b\"}|a b", "${u:-'$v'}|$v", "${u:-a\\}b}|a}b",
        "${v:+${u:-$v$v}}|valuevalue", "\"${u:-'x'}\"|x",
        // trimming
        "${p#*/}|b/c.tar.gz", "${p##*/}|c.tar.gz", "${p%.*}|a/b/c.tar", "${p%%.*}|a/b/c", "${p#x}|a/b/c.tar.gz",
        "${p%x}|a/b/c.tar.gz", "${p#?}|/b/c.tar.gz", "${p%.??}|a/b/c.tar", "${star#a\\*}|b*c", "${star%\\**}|a*b",
        "${star%%\\**}|a", "${v#[v]}|value", "${v##*}|~~", "${v#}|value", "${u#x}|~~", "${p%/*/*}|a",
        "${p##$v}|a/b/c.tar.gz",
        // replacing
        "${p/\\//-}|a-b/c.tar.gz", "${p//\\//-}|a-b-c.tar.gz", "${p/b*/X}|a/X", "${p//?/x}|xxxxxxxxxxxx",
        "${v/l/}|vaue", "${v//[a]/}|value", "${v/z/y}|value", "${v/a/$v}|vvaluelue", "${v//*/x}|x", "${e//*/x}|x",
        "${u/a/b}|~~", "${v/e/\\}}|valu\\}", "${star//\\*/\\/}|a\\/b\\/c", "${v//u/\"x y\"}|valx ye",
        "${v//$e/-}|-v-a-l-u-e-", "${v/$e/-}|-value",
        // dollars in what replaces each match
        "${v//a/'<$0>'}|v<a>lue", "${v//a/'$$'}|v$lue", "${v//a/'${0}x$1'}|vaxlue", "${v//a/'$0x$.${'}|v$.${lue",
        "${v/a/'$0'}|v$0lue",
    })
    void forms(String word, String expected) {
        assertThat(expand(word).text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "${|missing }|0|2", "${v|missing }|0|3", "a${}b|bad substitution|1|4", "${:x}|bad substitution|0|3",
        "${{v}}|bad substitution|0|3", "${v:=w}|unsupported modifier :=|0|7", "${v:#p}|unsupported modifier :#|0|7",
        "${v:/a/b}|unsupported modifier :/|0|9", "${v@Q}|unsupported modifier @|0|4", "${v:-x|missing }|0|6",
        "${v:|missing }|0|4", "${v/a}|missing /|0|6", "${v/a/b|missing }|0|7", "${u?}|u: must be set|0|5",
        "${u:?not here}|u: not here|0|14", "${e:?}|e: must be set and not empty|0|6", "x'a|single quote|1|3",
        "\"a|double quote|0|2", "'|single quote|0|1", "${v#\\x}|bad escape|0|7", "${u:-${}}|bad substitution|5|8",
    })
    void mistakes(String word, String message, int start, int end) {
        var bad = catchThrowableOfType(SlipwayException.BadInput.class, () -> expand(word));
        assertThat(bad).isNotNull();
        assertThat(bad.problem().message()).contains(message);
        assertThat(bad.problem().location().orElseThrow().span()).isEqualTo(new Span(start, end));
    }

    @Test
    void wordsAreSplitAfterReplacement() {
        assertThat(expand("$two 8080").words()).containsExactly("80", "443", "8080");
        assertThat(expand("\"$two\" 'a b' c\\ d").words()).containsExactly("80 443", "a b", "c d");
        assertThat(expand("x${two}y").words()).containsExactly("x80", "443y");
        assertThat(expand("  a \t b ").words()).containsExactly("a", "b");
        assertThat(expand("$e").words()).isEmpty();
    }

    @Test
    void namesAreReported() {
        Expanded expanded = expand("$v ${u:-$w} $1 $? ${e}");
        assertThat(expanded.found()).containsExactly("v", "e");
        assertThat(expanded.missing()).containsExactly("w", "u");
    }

    @Test
    void backtickEscapes() {
        var source = Source.of("Dockerfile", "x");
        var expansion = Expansion.of(source, '`', ExpansionTest::lookup);
        assertThat(expansion.text(new Word("C:\\$v`$v", new Span(0, 1)))).isEqualTo("C:\\value$v");
        assertThat(expansion.text(new Word("\"`\"`a\"", new Span(0, 1)))).isEqualTo("\"`a");
        assertThat(expansion.text(new Word("${p/`//+}", new Span(0, 1)))).as("patterns have backslashes all the same")
                .isEqualTo("a/b/c.tar.gz");
    }

    @Test
    void hereDocumentsKeepTheirQuotes() {
        Dockerfile file = Parser.parse(Source.of("Dockerfile", """
                FROM scratch
                COPY <<-A <<"B" /
                \t'$v' "$v" \\$v \\\\ it's
                A
                $v
                B
                """));
        var copy = (Instruction.Copy) file.stages().getFirst().instructions().getFirst();
        var expansion = Expansion.of(file, ExpansionTest::lookup);
        assertThat(expansion.expand(copy.hereDocuments().get(0)).text()).isEqualTo("'value' \"value\" $v \\ it's\n");
        assertThat(expansion.expand(copy.hereDocuments().get(1)).text()).isEqualTo("$v\n");
    }

    @Test
    void growthAndDepthHaveLimits() {
        var source = Source.of("Dockerfile", "x");
        var large = Expansion.of(source, '\\', _ -> Optional.of("x".repeat(1 << 20)));
        var bomb = new Word("$a".repeat(64), new Span(0, 1));
        assertThat(catchThrowableOfType(SlipwayException.BadInput.class, () -> large.expand(bomb)).problem().message())
                .contains("too long");
        var replaced = new Word("${a//?/$a}", new Span(0, 1));
        assertThat(catchThrowableOfType(SlipwayException.BadInput.class, () -> large.expand(replaced)).problem().message())
                .contains("too long");
        var longPattern = new Word("${a##$a}", new Span(0, 1));
        assertThat(catchThrowableOfType(SlipwayException.BadInput.class, () -> large.expand(longPattern)).problem())
                .extracting(Problem::message).isEqualTo("too long a pattern");
        var deep = new Word("${a:-".repeat(5000), new Span(0, 1));
        assertThat(catchThrowableOfType(SlipwayException.BadInput.class, () -> large.expand(deep)).problem().message())
                .contains("deeply");
    }

    @Test
    void matchingNeverGoesBack() {
        var value = "a".repeat(5000);
        var expansion = Expansion.of(Source.of("Dockerfile", "x"), '\\', _ -> Optional.of(value));
        assertThat(expansion.text(new Word("${v#" + "*a".repeat(50) + "*b}", new Span(0, 1)))).isEqualTo(value);
        assertThat(expansion.text(new Word("${v//" + "*a".repeat(50) + "*b/x}", new Span(0, 1)))).isEqualTo(value);
    }

    private static Expanded expand(String text) {
        var source = Source.of("Dockerfile", text);
        return Expansion.of(source, '\\', ExpansionTest::lookup).expand(new Word(text, new Span(0, text.length())));
    }

    private static Optional<String> lookup(String name) {
        return Optional.ofNullable(VALUES.get(name));
    }
}
