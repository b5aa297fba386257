package slipway.registry.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import slipway.diagnostics.SlipwayException;

class ProxiesTest {

    private final Proxies proxies = Proxies.from(Map.of("HTTPS_PROXY", "http://secure:3128", "http_proxy", "plain:8080",
            "NO_PROXY", "corp.example, .dot.example,only:5000,10.0.0.0/8,fd00::/8,192.168.1.1"));

    private String of(String address) {
        return proxies.of(URI.create(address)).map(URI::toString).orElse("none");
    }

    @Test
    void eachSchemeHasItsOwn() {
        assertThat(of("https://far.example/")).isEqualTo("http://secure:3128");
        assertThat(of("http://far.example/")).isEqualTo("http://plain:8080");
        assertThat(Proxies.none().of(URI.create("https://far.example/"))).isEmpty();
    }

    @Test
    void exceptionsAndThisMachineAreAskedDirectly() {
        for (String host : new String[] {"corp.example", "a.corp.example", "a.dot.example", "only:5000", "10.1.2.3",
                "[fd00::1]", "192.168.1.1",
            "localhost:5000", "127.0.0.1", "127.9.9.9:80", "[::1]:5000"}) {
            assertThat(of("https://" + host + "/")).as(host).isEqualTo("none");
        }
        for (String host : new String[] {"notcorp.example", "dot.example", "only:5001", "11.0.0.1", "[fe00::1]",
                "10.example"}) {
            assertThat(of("https://" + host + "/")).as(host).isEqualTo("http://secure:3128");
        }
        assertThat(Proxies.from(Map.of("HTTPS_PROXY", "p:1", "NO_PROXY", "*")).of(URI.create("https://far.example/")))
                .isEmpty();
    }

    @Test
    void whatIsNoProxyIsRefusedWithoutBeingShown() {
        for (String text : new String[] {"socks5://user:hidden@p:1", "http://user:hidden@", "http://a b:hidden@p"}) {
            assertThatThrownBy(() -> Proxies.from(Map.of("HTTPS_PROXY", text))).isInstanceOf(SlipwayException.BadInput.class)
                    .hasMessageContaining("HTTPS_PROXY").hasMessageNotContaining("hidden");
        }
    }
}
