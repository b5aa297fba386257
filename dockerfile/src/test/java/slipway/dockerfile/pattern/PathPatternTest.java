package slipway.dockerfile.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.diagnostics.SlipwayException;

final class PathPatternTest {

    @ParameterizedTest
    @CsvSource({
        "abc,abc,true", "*,abc,true", "*c,abc,true", "a*,a,true", "a*,abc,true", "a*,ab/c,false", "a*/b,abc/b,true",
        "a*/b,a/c/b,false", "a*b*c*d*e*/f,axbxcxdxe/f,true", "a*b*c*d*e*/f,axbxcxdxexxx/f,true",
        "a*b*c*d*e*/f,axbxcxdxe/xxx/f,false", "a*b?c*x,abxbbxdbxebxczzx,true", "a*b?c*x,abxbbxdbxebxczzy,false",
        "ab[c],abc,true", "ab[b-d],abc,true", "ab[e-g],abc,false", "ab[^c],abc,false", "ab[^e-g],abc,true",
        "a\\*b,a*b,true", "a\\*b,ab,false", "a?b,a☺b,true", "a[^a]b,a☺b,true", "a???b,a☺b,false", "[a-ζ]*,α,true",
        "*[a-ζ],A,false", "a?b,a/b,false", "a*b,a/b,false", "[\\]a],],true", "[\\-],-,true", "[x\\-],x,true",
        "[x\\-],z,false", "*x,xxx,true", "*,.hidden,true", "**,a/b,false", "**,ab,true", "a],a],true",
    })
    void matchesAsGoDoes(String pattern, String path, boolean expected) {
        assertThat(PathPattern.of(pattern).matches(path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]a]", "[-]", "[x-]", "[-x]", "[", "[^", "[^bc", "a[", "a\\", "[a-b-c]", "[\\"})
    void badPatterns(String pattern) {
        assertThat(catchThrowableOfType(SlipwayException.BadInput.class, () -> PathPattern.of(pattern))).isNotNull();
    }

    @Test
    void doubleStarStandsForDirectories() {
        PathPattern pattern = PathPattern.withDoubleStar("src/**/*.c");
        assertThat(pattern.matches("src/a.c")).isTrue();
        assertThat(pattern.matches("src/x/y/a.c")).isTrue();
        assertThat(pattern.matches("a.c")).isFalse();
        assertThat(pattern.mayMatchBelow("src/x")).isTrue();
        assertThat(pattern.mayMatchBelow("lib")).isFalse();
        assertThat(pattern.mayMatchBelow("")).isTrue();
    }

    @Test
    void plainPatterns() {
        assertThat(PathPattern.of("a\\[b").hasWildcards()).isFalse();
        assertThat(PathPattern.of("a\\[b").literal()).isEqualTo("a[b");
        assertThat(PathPattern.of("a[b]").hasWildcards()).isTrue();
        assertThat(PathPattern.of("a/*/c").names()).map(PathPattern::toString).containsExactly("a", "*", "c");
    }

    @ParameterizedTest
    @CsvSource({
        "a,a", "a/,a", "./a,a", "a//b,a/b", "a/./b,a/b", "a/../b,b", "../a,../a", "a/../..,..", "/..,/", "/../a,/a", "'',.",
        ".,.", "/,/", "a/b/../../..,..",
    })
    void clean(String path, String expected) {
        assertThat(SlashPath.clean(path)).isEqualTo(expected);
    }
}
