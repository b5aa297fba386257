package example.shortener;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** Serves short links: POST a link to {@code /}, GET it by the name that comes back. */
public final class Main {

    private static final int BODY_LIMIT = 2048;

    private final Links links = new Links(100_000);

    private Main() {}

    /** @param arguments {@code --health} to ask the server on this machine, nothing to be one */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
        if (arguments.length == 1 && arguments[0].equals("--health")) System.exit(healthy(port) ? 0 : 1);
        new Main().serve(port);
    }

    private void serve(int port) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(port), 128);
        var threads = Executors.newFixedThreadPool(16);
        server.setExecutor(threads);
        server.createContext("/health", exchange -> answer(exchange, 200, "{\"status\":\"ok\"}"));
        server.createContext("/", this::answer);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            System.err.println("shortener stops");
            server.stop(1);
            threads.shutdown();
            // The machine would say 143, which reads as a failure; what was asked of it was done.
            Runtime.getRuntime().halt(0);
        }));
        server.start();
        System.err.println("shortener listens on port " + port);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        switch (exchange.getRequestMethod()) {
            case "POST" -> shorten(exchange);
            case "GET", "HEAD" -> {
                var link = links.find(path.substring(1));
                if (link.isPresent()) {
                    exchange.getResponseHeaders().set("Location", link.get().toASCIIString());
                    answer(exchange, 302, "{}");
                } else {
                    answer(exchange, 404, "{\"error\":\"there is no such link\"}");
                }
            }
            default -> answer(exchange, 405, "{\"error\":\"there are GET and POST\"}");
        }
    }

    private void shorten(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT + 1);
        if (body.length > BODY_LIMIT) {
            answer(exchange, 413, "{\"error\":\"the link is too long\"}");
            return;
        }
        try {
            answer(exchange, 201, "{\"path\":\"/" + links.shorten(new String(body, StandardCharsets.UTF_8)) + "\"}");
        } catch (IllegalArgumentException e) {
            // Reasons are our own words or those of URI, which have no quotation marks in them.
            answer(exchange, 400, "{\"error\":\"" + e.getMessage() + "\"}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            byte[] body = (json + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static boolean healthy(int port) {
        try {
            URL address = URI.create("http://127.0.0.1:" + port + "/health").toURL();
            var connection = (HttpURLConnection) address.openConnection();
            connection.setConnectTimeout(2000);
            connection.setReadTimeout(2000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            System.err.println(e.getMessage());
            return false;
        }
    }
}
