package slipway.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChallengeTest {

    @Test
    void commasPartParametersAndChallenges() {
        assertThat(Challenge.parse(
                "Basic realm=\"a, b\", charset=UTF-8, Bearer realm = \"https://x/t\",service=\"s \\\"q\\\"\" , Negotiate"))
                .containsExactly(
                        new Challenge("basic", Map.of("realm", "a, b", "charset", "UTF-8")),
                        new Challenge("bearer", Map.of("realm", "https://x/t", "service", "s \"q\"")),
                        new Challenge("negotiate", Map.of()));
    }

    @Test
    void aTokenIsBetterThanAPassword() {
        assertThat(Challenge.best(List.of("Basic realm=\"x\"", "Bearer realm=\"y\"")).orElseThrow().scheme())
                .isEqualTo("bearer");
        assertThat(Challenge.best(List.of("Bearer", "BASIC")).orElseThrow().scheme()).isEqualTo("basic");
        assertThat(Challenge.best(List.of("Negotiate", ""))).isEmpty();
    }

    @Test
    void anythingCanBeRead() {
        long seed = 20260101;
        var random = new Random(seed);
        String alphabet = "ab=\", \t\\:/";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) text.append(
                    alphabet.charAt(random.nextInt(alphabet.length())));
            assertThat(Challenge.parse(text.toString())).as("seed %d: %s", seed, text).hasSizeLessThanOrEqualTo(20);
        }
    }
}
