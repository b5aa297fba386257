package slipway.build.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.diagnostics.SlipwayException;

final class WebAddressTest {

    /// The names are those that BuildKit 0.25 gave the files.
    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", value = {
        "http://h/a -> a",
        "http://h/b?x=1 -> b",
        "http://h/ -> __unnamed__",
        "http://h -> __unnamed__",
        "http://h/dir/ -> dir",
        "http://h/sp%20ace%2fx -> x",
        "http://h/%41%20b%3Fc -> A b?c",
        "http://h/a+b;c=d -> a+b;c=d",
        "http://h/a/.. -> download",
        "http://h/x?q=%zz#frag -> x",
        "http://h/we*ird[x] -> we*ird[x]",
    })
    void namesTheFile(String address, String name) {
        assertThat(WebAddress.parse(address).fileName()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " -> ", value = {
        "http://h/a b -> http://h/a%20b",
        "http://h/ä -> http://h/%C3%A4",
        "https://h:1/a%20b?c=%zz&d={e} -> https://h:1/a%20b?c=%25zz&d=%7Be%7D",
        "http://h/we[x]|y -> http://h/we%5Bx%5D%7Cy",
        "http://h/a#b -> http://h/a",
        "http://u:p@h/a -> http://h/a",
        "http://[::1]:80/a -> http://[::1]:80/a",
    })
    void asksForTheAddressInItsRightForm(String address, String asked) {
        assertThat(WebAddress.parse(address).uri()).hasToString(asked);
    }

    @Test
    void showsNeitherLoginNorQuery() {
        WebAddress address = WebAddress.parse("https://me:s%40cret@h/a?token=secret");
        assertThat(address).hasToString("https://h/a?…");
        assertThat(address.login()).hasValue("me:s@cret");
        assertThat(address.basicAuthorization()).hasValue("Basic bWU6c0BjcmV0");
    }

    @Test
    void knowsTheHostAsSecretsNameIt() {
        assertThat(WebAddress.parse("http://127.0.0.1:5000/a").host()).isEqualTo("127.0.0.1");
        assertThat(WebAddress.parse("http://[::1]:5000/a").host()).isEqualTo("::1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://h/%zz", "http:///a", "http://h\n/a", "http://a_b/", "http://h:x/", "http://h/%00", "http://h/%"})
    void refusesWhatIsNoAddress(String address) {
        assertThatThrownBy(() -> WebAddress.parse(address)).isInstanceOf(SlipwayException.BadInput.class)
                .hasMessageStartingWith("not an address to download from");
    }

    @Test
    void keepsALoginOutOfTheError() {
        assertThatThrownBy(() -> WebAddress.parse("http://me:secret@h/%zz")).message().doesNotContain("secret");
    }

    @Test
    void takesOnlyLowerCaseSchemes() {
        assertThat(WebAddress.matches("http://h")).isTrue();
        assertThat(WebAddress.matches("HTTP://h")).isFalse();
        assertThat(WebAddress.matches("httpx")).isFalse();
    }
}
