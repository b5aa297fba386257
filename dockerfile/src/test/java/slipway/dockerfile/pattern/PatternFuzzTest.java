package slipway.dockerfile.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;

/// Any text is an ignore file or an error with a place in it, and any path has an answer.
final class PatternFuzzTest {

    private static final String CHARACTERS = "ab/./*?[]^-\\!# \n\r\té😀";

    @Test
    void anyText() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            String text = text(random, 30);
            String path = SlashPath.clean(text(random, 10).replace("\n", "").replace("/", "x/y"));
            try {
                IgnoreFile file = IgnoreFile.parse(Source.of(".dockerignore", text));
                boolean excluded = file.excludes(path);
                assertThat(excluded).isEqualTo(file.explain(path).map(IgnoreRule::effect)
                        .filter(IgnoreRule.Effect.EXCLUDE::equals).isPresent());
                if (!excluded) assertThat(file.mayContainIncluded(path)).as("seed %d", seed).isTrue();
                file.rules().forEach(rule -> assertThat(rule.span().end()).isLessThanOrEqualTo(text.length()));
                read++;
            } catch (SlipwayException.BadInput bad) {
                assertThat(bad.problem().location().orElseThrow().span().end()).as("seed %d", seed)
                        .isLessThanOrEqualTo(text.length());
            } catch (RuntimeException bug) {
                throw new AssertionError("seed " + seed + ": " + text + "\npath " + path, bug);
            }
        }
        assertThat(read).as("seed %d", seed).isBetween(1000, 19_900);
    }

    private static String text(Random random, int length) {
        var text = new StringBuilder();
        for (int i = random.nextInt(length); i >= 0; i--) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }
}
