package slipway.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import slipway.image.Digest;

/// Files and a git repository over HTTP, from this machine alone: `serve/` at the root, `repository.git` as git serves it.
///
/// A file has the time that it has in the file system, and an entity tag. What is below `/private/` is given only to who has
/// the token `token`, as a bearer or as anybody's password.
final class FileServer implements AutoCloseable {

    private static final Set<String> AUTHORIZED = Set.of("Bearer token", "token token",
            "Basic " + Base64.getEncoder().encodeToString("x-access-token:token".getBytes(StandardCharsets.UTF_8)));

    private final HttpServer server;
    private final Path directory;

    private FileServer(HttpServer server, Path directory) {
        this.server = server;
        this.directory = directory;
    }

    /// @param directory has `serve` or `repository.git`
    static FileServer start(Path directory) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var started = new FileServer(HttpServer.create(address, 0), directory);
        started.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        started.server.createContext("/", started::answer);
        started.server.start();
        return started;
    }

    /// `http://127.0.0.1:PORT`
    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            boolean mayNot = path.startsWith("/private/")
                    && exchange.getRequestHeaders().getOrDefault("Authorization", List.of()).stream()
                            .noneMatch(FileServer::isAuthorized);
            if (mayNot) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=private");
                exchange.sendResponseHeaders(401, -1);
            } else if (path.contains("/repository.git/")) {
                git(exchange, path.replaceFirst("^/private/", "/"));
            } else {
                file(exchange, directory.resolve("serve").resolve("." + path).normalize());
            }
        }
    }

    /// Schemes are told apart by neither case.
    private static boolean isAuthorized(String header) {
        return AUTHORIZED.stream().anyMatch(header::equalsIgnoreCase);
    }

    private void file(HttpExchange exchange, Path file) throws IOException {
        if (!file.startsWith(directory.resolve("serve")) || !Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        String tag = '"' + Digest.sha256(bytes).hex().substring(0, 16) + '"';
        Instant time = Files.getLastModifiedTime(file).toInstant();
        var headers = exchange.getResponseHeaders();
        headers.add("ETag", tag);
        headers.add("Last-Modified", DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC)));
        headers.add("Content-Type", "application/octet-stream");
        boolean isKnown = tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        if (isHead) headers.add("Content-Length", "" + bytes.length);
        exchange.sendResponseHeaders(isKnown ? 304 : 200, isKnown || isHead ? -1 : bytes.length == 0 ? -1 : bytes.length);
        if (!isKnown && !isHead && bytes.length > 0) exchange.getResponseBody().write(bytes);
    }

    /// Lets `git http-backend` answer.
    private void git(HttpExchange exchange, String path) throws IOException {
        Map<String, String> variables = new HashMap<>(GitHistory.ENVIRONMENT);
        variables.put("GIT_PROJECT_ROOT", directory.toString());
        variables.put("GIT_HTTP_EXPORT_ALL", "1");
        variables.put("PATH_INFO", path);
        variables.put("REQUEST_METHOD", exchange.getRequestMethod());
        variables.put("QUERY_STRING", String.valueOf(exchange.getRequestURI().getRawQuery()));
        header(exchange, "Content-Type", variables, "CONTENT_TYPE");
        header(exchange, "Content-Encoding", variables, "HTTP_CONTENT_ENCODING");
        header(exchange, "Git-Protocol", variables, "GIT_PROTOCOL");
        byte[] input = exchange.getRequestBody().readAllBytes();
        variables.put("CONTENT_LENGTH", "" + input.length);
        Command.Answer answer;
        try {
            answer = Command.run(directory, List.of("git", "http-backend"), variables, input);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        byte[] out = answer.out();
        int body = new String(out, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
        int status = 200;
        for (String line : new String(out, 0, body, StandardCharsets.ISO_8859_1).strip().split("\r\n")) {
            String[] pair = line.split(": ", 2);
            if (pair[0].equals("Status")) status = Integer.parseInt(pair[1].substring(0, 3));
            else exchange.getResponseHeaders().add(pair[0], pair[1]);
        }
        exchange.sendResponseHeaders(status, out.length == body ? -1 : out.length - body);
        if (out.length > body) exchange.getResponseBody().write(out, body, out.length - body);
    }

    private static void header(HttpExchange exchange, String name, Map<String, String> variables, String variable) {
        String value = exchange.getRequestHeaders().getFirst(name);
        if (value != null) variables.put(variable, value);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
