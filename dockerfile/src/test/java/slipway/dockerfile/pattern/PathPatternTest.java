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
        "app.jar,app.jar,true", "app.jar,appxjar,false", "*,app,true", "*.jar,app.jar,true", "*.jar,.jar,true",
        "lib*,lib,true", "lib*,lib/x,false", "lib*/x,libs/x,true", "lib*/x,lib/s/x,false", "*-*-*.tgz,a-1-2.tgz,true",
        "*-*-*.tgz,a-1.tgz,false", "*-?.*,a-b-c.d,true", "*-?.*,a-b-cc.d,false", "v[12],v1,true", "v[0-9],v7,true",
        "v[0-9],vx,false", "v[^0-9],v7,false", "v[^0-9],vx,true", "v[^0-9],v/,true", "\\*,*,true", "\\*,a,false",
        "x?,xé,true", "x?,x😀,true", "x[^y],x😀,true", "x??,xé,false", "[à-ü],é,true", "[à-ü],e,false", "x?y,x/y,false",
        "x*y,x/y,false", "[\\]x],],true", "[\\-],-,true", "[\\]-a],_,true", "*,.hidden,true", "**,a/b,false",
        "**,ab,true", "a],a],true",
    })
    void matchesAsGoDoes(String pattern, String path, boolean expected) {
        assertThat(PathPattern.of(pattern).matches(path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]x]", "[-]", "[0-]", "[-9]", "[", "[^", "[^0", "v[", "v\\", "[0-5-9]", "[\\"})
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
