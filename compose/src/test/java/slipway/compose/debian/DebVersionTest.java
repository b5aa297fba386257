package slipway.compose.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipway.diagnostics.SlipwayException;

class DebVersionTest {

    @ParameterizedTest
    @CsvSource({
        "1.0, <, 1.1", "1.9, <, 1.10", "1.0~rc1, <, 1.0", "1.0~~, <, 1.0~", "1.0~~a, <, 1.0~", "1.0, <, 1.0a",
                "1.0a, <, 1.0+",
        "1.0-1, <, 1.0-2", "1.0-1, <, 1.0-1+b1", "1.0-9, <, 1.0-10", "1.0, <, 1.0-1", "9, <, 1:1", "1:1, <, 2:0",
        "0:1.0, =, 1.0",
        "1.0, =, 1.00", "1.0-0, =, 1.0", "1.001, =, 1.1", "a, <, b", "Z, <, a", "1.2.3, <, 1.2.3.1", "1.2a10, >, 1.2a9",
        "2.36-9+deb12u14, >, 2.36-9+deb12u9", "12.4+deb12u5, >, 12.4", "1.0-1~deb12u1, <, 1.0-1",
        "2026b-0+deb12u1, <, 2026f-0+deb12u1",
        "3.0.20-1~deb12u2, <, 3.0.22-1~deb12u2", "1.0.1-1-2, >, 1.0.1-1", "7.0~beta, <, 7.0",
        "5.1.1alpha+20120614, >, 5.1.1",
        "99999999999999999999, <, 100000000000000000000"
    })
    void ordersAsDpkgDoes(String left, String sign, String right) {
        int expected = switch (sign) {
            case "<" -> -1;
            case ">" -> 1;
            default -> 0;
        };
        assertThat(Integer.signum(new DebVersion(left).compareTo(new DebVersion(right)))).isEqualTo(expected);
        assertThat(Integer.signum(new DebVersion(right).compareTo(new DebVersion(left)))).isEqualTo(-expected);
    }

    @Test
    void isATotalOrderOnMadeUpVersions() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        List<DebVersion> versions = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            var text = new StringBuilder("" + random.nextInt(3));
            for (int j = random.nextInt(5); j > 0; j--) text.append("0129az~+.-".charAt(random.nextInt(10)));
            versions.add(new DebVersion(text.toString()));
        }
        for (DebVersion a : versions) {
            for (DebVersion b : versions) {
                for (DebVersion c : versions) {
                    boolean chain = a.compareTo(b) <= 0 && b.compareTo(c) <= 0;
                    if (chain) assertThat(a.compareTo(c)).as("%s %s %s, seed %s", a, b, c, seed).isLessThanOrEqualTo(0);
                }
            }
        }
    }

    @Test
    void takesItselfApart() {
        var version = new DebVersion("1:4.13+dfsg1-1+deb12u2");
        assertThat(version.epoch()).isEqualTo(1);
        assertThat(version.upstream()).isEqualTo("4.13+dfsg1");
        assertThat(version.revision()).isEqualTo("1+deb12u2");
    }

    @Test
    void refusesWhatIsNone() {
        assertThatThrownBy(() -> new DebVersion("")).isInstanceOf(SlipwayException.BadInput.class);
        assertThatThrownBy(() -> new DebVersion("1 2")).isInstanceOf(SlipwayException.BadInput.class);
        assertThatThrownBy(() -> new DebVersion("x:1").compareTo(new DebVersion("1")))
                .isInstanceOf(SlipwayException.BadInput.class);
    }
}
