package slipway.cli.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import slipway.build.remote.Downloads;
import slipway.diagnostics.SlipwayException;
import slipway.registry.RegistryConfiguration;
import slipway.registry.transport.Limits;

/// Downloads from a server on this machine.
final class WebDownloadsTest {

    private static final Limits HASTY =
            new Limits(Duration.ofSeconds(5), Duration.ofMillis(500), 3, Duration.ofMillis(1), Duration.ofMillis(5));

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final WebDownloads downloads = new WebDownloads(RegistryConfiguration.usual().withLimits(HASTY).transport());
    private HttpServer server;
    private int failures;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        downloads.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        List<String> authorization = exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
        asked.add(path + (authorization.isEmpty() ? "" : " " + authorization.getFirst()));
        int port = server.getAddress().getPort();
        byte[] body = path.getBytes(StandardCharsets.UTF_8);
        switch (path) {
            case "/here" -> redirect(exchange, "/file");
            case "/elsewhere" -> redirect(exchange, "http://localhost:" + port + "/file");
            case "/round" -> redirect(exchange, "/round");
            case "/strange" -> redirect(exchange, "file:///etc/passwd");
            case "/cut" -> exchange.sendResponseHeaders(200, 100);
            case "/later" -> exchange.sendResponseHeaders(failures++ < 2 ? 503 : 200, body.length);
            case "/absent" -> exchange.sendResponseHeaders(404, body.length);
            default -> exchange.sendResponseHeaders(200, body.length);
        }
        exchange.getResponseBody().write(path.matches("/(here|elsewhere|round|strange)") ? new byte[0] : body);
        if (path.equals("/cut")) {
            exchange.getResponseBody().flush();
            server.stop(0);
        }
        exchange.close();
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().add("Location", to);
        exchange.sendResponseHeaders(302, -1);
    }

    private Downloads.Answer get(String path, Map<String, String> headers) throws IOException {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        return downloads.get(address, new LinkedHashMap<>(headers));
    }

    private String text(String path, Map<String, String> headers) throws IOException {
        try (Downloads.Answer answer = get(path, headers)) {
            return answer.status() + " " + new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void followsRedirectsWithWhatAuthorizesOnTheSameHost() throws IOException {
        assertThat(text("/here", Map.of("Authorization", "Bearer t"))).isEqualTo("200 /file");
        assertThat(asked).containsExactly("/here Bearer t", "/file Bearer t");
    }

    @Test
    void showsAnotherHostNoSecrets() throws IOException {
        assertThat(text("/elsewhere", Map.of("Authorization", "Bearer t"))).isEqualTo("200 /file");
        assertThat(asked).containsExactly("/elsewhere Bearer t", "/file");
    }

    @Test
    void givesUpOnRedirectsWithoutEnd() {
        assertThatThrownBy(() -> get("/round", Map.of())).isInstanceOf(SlipwayException.NetworkFailed.class)
                .hasMessageEndingWith("it redirects more than 10 times");
        assertThat(asked).hasSize(11);
    }

    @Test
    void followsNoRedirectToAFile() {
        assertThatThrownBy(() -> get("/strange", Map.of())).isInstanceOf(SlipwayException.NetworkFailed.class)
                .hasMessageEndingWith("the server redirects to what is no web address: file:///etc/passwd");
    }

    @Test
    void triesAgainWhatMaySucceedLater() throws IOException {
        assertThat(text("/later", Map.of())).isEqualTo("200 /later");
        assertThat(asked).hasSize(3);
    }

    @Test
    void givesOtherAnswersAsTheyAre() throws IOException {
        assertThat(text("/absent", Map.of())).isEqualTo("404 /absent");
    }

    @Test
    void noticesThatABodyIsCut() throws IOException {
        try (Downloads.Answer answer = get("/cut", Map.of())) {
            assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void saysThatNobodyIsThere() {
        server.stop(0);
        assertThatThrownBy(() -> get("/file", Map.of())).isInstanceOf(SlipwayException.NetworkFailed.class)
                .hasMessageContaining("refuses connections");
    }
}
