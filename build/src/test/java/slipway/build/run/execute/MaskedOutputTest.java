package slipway.build.run.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedOutputTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "abcd|x abcd y|x **** y", "abcd|abcabcd|abc****", "abcd|abcdabcd|********", "abc|x abc y|x abc y", "abcd|abc|abc",
        "abcd,abcdef|abcdef abcde|**** ****e", "aaaa|aaaaaaa|****aaa", "aabaab,baaba|aabaaba|****a"
    })
    void hidesWholeSecrets(String secrets, String said, String shown) throws IOException {
        assertThat(masked(List.of(secrets.split(",")), said, said.length())).isEqualTo(shown);
    }

    @Test
    void hidesLinesWithoutTheirEnds() throws IOException {
        String secret = "-----BEGIN-----\nfirst line of many\nshort\n";
        assertThat(masked(List.of(secret), secret + ": first line of many, short", 99)).isEqualTo("****\n: ****, short");
    }

    /// However output is cut, the same comes out.
    @Test
    void doesNotDependOnTheBordersOfWrites() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        var random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            List<String> secrets = List.of(text(random, 4 + random.nextInt(4)), text(random, 4 + random.nextInt(8)));
            String said = text(random, random.nextInt(60));
            String whole = masked(secrets, said, Integer.MAX_VALUE);
            assertThat(masked(secrets, said, 1 + random.nextInt(5))).as(secrets + " " + said).isEqualTo(whole);
            for (String secret : secrets) assertThat(whole).as(said).doesNotContain(secret);
        }
    }

    /// Of two letters, so that much is found in much.
    private static String text(Random random, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) text.append(random.nextInt(4) == 0 ? 'b' : 'a');
        return text.toString();
    }

    private static String masked(List<String> secrets, String said, int pieces) throws IOException {
        var shown = new ByteArrayOutputStream();
        var output = new MaskedOutput((_, buffer, length) -> shown.write(buffer, 0, length),
                secrets.stream().map(secret -> secret.getBytes(StandardCharsets.UTF_8)).toList());
        byte[] all = said.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < all.length; from += Math.min(pieces, all.length)) {
            byte[] piece = Arrays.copyOfRange(all, from, Math.min(all.length, from + Math.min(pieces, all.length)));
            output.write(OutputSink.Channel.OUT, piece, piece.length);
        }
        output.finish();
        return shown.toString(StandardCharsets.UTF_8);
    }
}
