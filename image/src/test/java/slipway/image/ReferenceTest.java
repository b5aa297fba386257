package slipway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.diagnostics.SlipwayException;

final class ReferenceTest {

    private static final String HEX = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "alpine, docker.io/library/alpine:latest, alpine:latest",
        "alpine:3.20, docker.io/library/alpine:3.20, alpine:3.20",
        "team/app, docker.io/team/app:latest, team/app:latest",
        "docker.io/alpine, docker.io/library/alpine:latest, alpine:latest",
        "index.docker.io/alpine, docker.io/library/alpine:latest, alpine:latest",
        "docker.io/library/a/b, docker.io/library/a/b:latest, library/a/b:latest",
        "docker.io/localhost/app, docker.io/localhost/app:latest, docker.io/localhost/app:latest",
        "docker.io/my.org/app, docker.io/my.org/app:latest, docker.io/my.org/app:latest",
        "localhost/app, localhost/app:latest, localhost/app:latest",
        "localhost:5000/app:1, localhost:5000/app:1, localhost:5000/app:1",
        "localhost:5000, docker.io/library/localhost:5000, localhost:5000",
        "[::1]:5000/app, [::1]:5000/app:latest, [::1]:5000/app:latest",
        "Example/app, Example/app:latest, Example/app:latest",
        "a.test/b-c/d_e/f__g/h.i/j--k:T_-., a.test/b-c/d_e/f__g/h.i/j--k:T_-., a.test/b-c/d_e/f__g/h.i/j--k:T_-."
    })
    void namesAreNormalisedAsDockerDoes(String written, String full, String familiar) {
        Reference reference = Reference.parse(written);
        assertThat(reference).hasToString(full);
        assertThat(reference.familiar()).isEqualTo(familiar);
        assertThat(Reference.parse(full)).isEqualTo(reference);
        assertThat(Reference.parse(familiar)).isEqualTo(reference);
    }

    @Test
    void aDigestStandsBesideOrInsteadOfATag() {
        Digest digest = new Digest("sha256", HEX);
        assertThat(Reference.parse("app@" + digest).tag()).isEmpty();
        Reference both = Reference.parse("app:1@" + digest);
        assertThat(both.tag()).contains("1");
        assertThat(both.digest()).contains(digest);
        assertThat(both.tagOrDigest()).isEqualTo(digest.toString());
        assertThat(both).isEqualTo(Reference.parse("app:1").with(digest));
        assertThat(both.withTag("2")).isEqualTo(Reference.parse("app:2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "app ", ":1", "@", "app:", "app:.1", "app:-1", "app:a b", "/app", "app/", "a//b", "-app", "app-", "a___b",
                "a..b",
        "app@sha256", "app@sha256:12", "app@md5:" + "0123456789abcdef0123456789abcdef", "exa_mple.test/app",
                "localhost:port/app",
        "a:b:c", "https://example.test/app", "example.test/", "app\n", "b\u00fcro/app"
    })
    void whatIsNoNameIsRefused(String text) {
        assertThatThrownBy(() -> Reference.parse(text)).isInstanceOf(SlipwayException.BadInput.class)
                .satisfies(e -> assertThat(((SlipwayException) e).problem().hint()).isPresent());
    }

    @Test
    void hintsSayWhatToDo() {
        assertThat(hint("MyApp:1")).isEqualTo("repository names are lower-case: myapp:1");
        assertThat(hint("example.test/MyApp:V1")).isEqualTo("repository names are lower-case: example.test/myapp:V1");
        assertThat(hint(HEX)).contains("image ID");
    }

    private static String hint(String text) {
        try {
            throw new AssertionError(Reference.parse(text) + " is a name");
        } catch (SlipwayException.BadInput e) {
            return e.problem().hint().orElseThrow();
        }
    }

    @Test
    void lengthsAreLimited() {
        assertThat(Reference.parse("a:" + "t".repeat(128)).tag()).isPresent();
        assertThatThrownBy(() -> Reference.parse("a:" + "t".repeat(129))).isInstanceOf(SlipwayException.BadInput.class);
        assertThatThrownBy(() -> Reference.parse("a/".repeat(200_000) + "b")).isInstanceOf(SlipwayException.BadInput.class);
        assertThatThrownBy(() -> Reference.parse("a.".repeat(200_000) + "b/c"))
                .isInstanceOf(SlipwayException.BadInput.class);
        assertThatThrownBy(() -> Reference.parse("a" + "-".repeat(200_000) + "/c"))
                .isInstanceOf(SlipwayException.BadInput.class);
    }

    @Test
    void whatIsPrintedIsReadBack() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        String alphabet = "aZ09.-_/:@[]l ";
        int names = 0;
        for (int i = 0; i < 200_000; i++) {
            var text = new StringBuilder();
            int length = random.nextInt(1, 9);
            for (int j = 0; j < length; j++) text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            Reference reference;
            try {
                reference = Reference.parse(text.toString());
            } catch (SlipwayException.BadInput refused) {
                continue;
            }
            names++;
            assertThat(Reference.parse(reference.toString())).as("%s, seed %d", text, seed).isEqualTo(reference);
            assertThat(Reference.parse(reference.familiar())).as("%s, seed %d", text, seed).isEqualTo(reference);
        }
        assertThat(names).isGreaterThan(1000);
    }
}
