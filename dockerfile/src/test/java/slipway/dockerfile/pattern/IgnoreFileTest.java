package slipway.dockerfile.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;

final class IgnoreFileTest {

    /// Lines of the ignore file with spaces between, then paths that are excluded, then paths that are not.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a|a a/b a/b/c|b/a ab",
        "/a|a a/b|b/a",
        "a/|a a/b|b/a",
        "./a//b/../c|a/c|a/b c",
        "*|a .a a/b|''",
        "*.md|a.md .md|d/a.md a.mdx",
        "*/*.md|d/a.md|a.md d/e/a.md",
        "a?c|abc|ac a/c abbc",
        "**|a a/b .x|''",
        "**/a|a b/a b/c/a a/b|ab b/ba",
        "**/*.go|a.go x/a.go x/y/a.go|a.gox",
        "**a|a ba x/ba x/a|ab",
        "**a*|a x/ab|ba x/ba",
        "a/**|a/b a/b/c|a b",
        "a/**/b|a/b a/x/b a/x/y/b|ab a/xb",
        "a**|a ab a/b|ba",
        "a**b|ab axb/b a/b|ax",
        "**/a/**|a/b x/a/b/c|a x/a",
        "[a-c]x|ax bx cx|dx ax1",
        "[^a]x|bx|ax",
        "a[\\]]|a]|a",
        "\\*|*|a",
        "a\\?b|a?b|axb",
        "a.b+c(d)|a.b+c(d)|axb+c(d)",
        "* !a|b a2|a a/b",
        "* !a/b|a c a/c|a/b a/b/c",
        "a !a/b a/b/c|a a/x a/b/c|a/b a/b/d",
        "!a *|a b|''",
        "*.md !README*.md|a.md|README.md README-x.md",
        "*.md !README*.md README-secret.md|README-secret.md|README.md",
        "**/*-a !**/*-c|x/y-a|x/y-c",
        ".|''|a a/b",
        "..|..|a",
        "/|''|a",
        "é?|éü|é",
    })
    void table(String lines, String excluded, String included) {
        IgnoreFile file = IgnoreFile.parse(Source.of(".dockerignore", lines.replace(' ', '\n')));
        for (String path : words(excluded)) assertThat(file.excludes(path)).as(path + " by " + lines).isTrue();
        for (String path : words(included)) assertThat(file.excludes(path)).as(path + " by " + lines).isFalse();
    }

    @Test
    void linesAreReadAsDocumented() {
        IgnoreFile file = IgnoreFile.parse(Source.of(".dockerignore", "\ufeff#x\r\n\r\n  a  \r\n #b\r\n! c/ \n\\#d"));
        assertThat(file.rules()).map(IgnoreRule::toString).containsExactly("a", "#b", "!c", "\\#d");
        assertThat(file.excludes("#d")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"!,2:1", "' ! ',2:2", "[a,2:1", "a\\,2:1", "[-a],2:1", "[],2:1", "![b-],2:1"})
    void badLinesAreShown(String line, String place) {
        var bad = catchThrowableOfType(SlipwayException.BadInput.class,
                () -> IgnoreFile.parse(Source.of(".dockerignore", "ok\n" + line + "\n")));
        assertThat(bad.problem().location().orElseThrow().toString()).isEqualTo(".dockerignore:" + place);
    }

    @Test
    void theLineThatDecidesIsTold() {
        var source = Source.of(".dockerignore", "*\n!src\nsrc/*.tmp\n");
        IgnoreFile file = IgnoreFile.parse(source);
        assertThat(file.explain("a").map(rule -> source.line(rule.span().start()))).contains(1);
        assertThat(file.explain("src/a").map(rule -> source.line(rule.span().start()))).contains(2);
        assertThat(file.explain("src/a.tmp").map(rule -> source.line(rule.span().start()))).contains(3);
        assertThat(IgnoreFile.none().explain("a")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a,a,false", "a !a/b/c,a,true", "a !a/b/c,a/b,true", "a !a/b/c,a/x,false", "!a/b a,a,false", "* !**/keep,x,true",
        "* !keep/*.txt,x,false", "* !keep/*.txt,keep,true", "a !ab,a,false", "b,a,true",
    })
    void directoriesThatNeedNoVisit(String lines, String directory, boolean expected) {
        IgnoreFile file = IgnoreFile.parse(Source.of(".dockerignore", lines.replace(' ', '\n')));
        assertThat(file.mayContainIncluded(directory)).isEqualTo(expected);
    }

    @Test
    void patternsFromElsewhere() {
        assertThat(IgnoreFile.of(List.of("*.txt", "!a.txt")).excludes("b.txt")).isTrue();
        assertThat(IgnoreFile.of(List.of("*.txt", "!a.txt")).excludes("a.txt")).isFalse();
        var bad = catchThrowableOfType(SlipwayException.BadInput.class, () -> IgnoreFile.of(List.of("[")));
        assertThat(bad.problem().message()).contains("[");
    }

    /// Compares with regular expressions made the way the reference does it, and checks that a walk misses nothing.
    @Test
    void randomFilesAgreeWithRegularExpressions() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            var lines = new StringBuilder();
            for (int i = random.nextInt(4); i >= 0; i--) {
                lines.append(random.nextInt(3) == 0 ? "!" : "").append(pattern(random)).append('\n');
            }
            IgnoreFile file = IgnoreFile.parse(Source.of(".dockerignore", lines.toString()));
            String path = path(random);
            String why = "seed " + seed + ", path " + path + ", lines\n" + lines;
            assertThat(file.excludes(path)).as(why).isEqualTo(expected(file, path));
            boolean included = !file.excludes(path);
            for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
                if (included) assertThat(file.mayContainIncluded(path.substring(0, slash))).as(why).isTrue();
            }
        }
    }

    private static boolean expected(IgnoreFile file, String path) {
        boolean excluded = false;
        for (IgnoreRule rule : file.rules()) {
            Pattern regex = regex(rule.pattern());
            for (int end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
                String part = end < 0 ? path : path.substring(0, end);
                if (regex.matcher(part).matches()) excluded = rule.effect() == IgnoreRule.Effect.EXCLUDE;
                if (end < 0) break;
            }
        }
        return excluded;
    }

    private static Pattern regex(String pattern) {
        boolean intoNames = pattern.matches("\\*\\*[a-z.][a-z./]*");
        if (intoNames) return Pattern.compile(".*" + pattern.substring(2));
        String regex = pattern.replace(".", "\\.").replaceAll("\\*\\*/?$", "\0").replaceAll("\\*\\*/?", "\1")
                .replace("*", "[^/]*").replace("?", "[^/]").replace("\0", ".*").replace("\1", "(.*/)?");
        return Pattern.compile(regex);
    }

    private static String pattern(Random random) {
        String[] parts = {"a", "b", "*", "**/", "/", "?", "ab", "a/", "/**", "[ab]"};
        var pattern = new StringBuilder(random.nextBoolean() ? "a" : "*");
        for (int i = random.nextInt(4); i > 0; i--) pattern.append(parts[random.nextInt(parts.length)]);
        return pattern.toString().replaceAll("\\*{3,}", "**");
    }

    private static String path(Random random) {
        var path = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            path.append(path.isEmpty() ? "" : "/").append("ab".charAt(random.nextInt(2)));
            if (random.nextInt(3) == 0) path.append("ab".charAt(random.nextInt(2)));
        }
        return path.toString();
    }

    private static List<String> words(String text) {
        return text == null || text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    @Test
    void saysWhichLineDecidesAboutWhat() {
        IgnoreFile file = IgnoreFile.of(List.of("a", "!a/b", "**/*.md"));
        assertThat(file.decide("a/x/y")).hasValueSatisfying(decision -> {
            assertThat(decision.rule()).hasToString("a");
            assertThat(decision.matched()).isEqualTo("a");
        });
        assertThat(file.decide("a/b/c").orElseThrow().matched()).isEqualTo("a/b");
        assertThat(file.decide("a/b/c.md").orElseThrow().matched()).isEqualTo("a/b/c.md");
        assertThat(file.decide("other")).isEmpty();
    }

    @Test
    void patternsFromElsewhereKeepTheirSlash() {
        assertThat(IgnoreFile.of(List.of("/a", "./b")).excludes("a")).isFalse();
        assertThat(IgnoreFile.of(List.of("/a", "./b")).excludes("b")).isTrue();
    }
}
