package slipway.testkit.registry;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// An answer before it is sent.
record Reply(int status, Map<String, String> headers, byte[] body) {

    static Reply of(int status) {
        return new Reply(status, new LinkedHashMap<>(), new byte[0]);
    }

    static Reply text(int status, String body) {
        return new Reply(status, new LinkedHashMap<>(), body.getBytes(StandardCharsets.UTF_8));
    }

    static Reply error(int status, String code, String message) {
        return text(status, "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\",\"detail\":{}}]}");
    }

    Reply header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }

    void send(HttpExchange exchange, Optional<Fault> fault) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        byte[] sent = body.clone();
        long length = body.length == 0 ? -1 : body.length;
        int until = sent.length;
        if (fault.isPresent()) {
            switch (fault.get()) {
                case Fault.Break(var after) -> until = (int) Math.min(after, until);
                case Fault.Stall(var after, _) -> until = (int) Math.min(after, until);
                case Fault.Misstate(var other) -> {
                    length = other;
                    until = (int) Math.min(other, until);
                }
                case Fault.Corrupt() -> sent[sent.length / 2] ^= 1;
                case Fault.Flood(var zeros) -> {
                    flood(exchange, zeros);
                    return;
                }
                case Fault.BreakUpload _, Fault.Refuse _, Fault.IgnoreRange _ -> {}
            }
        }
        exchange.sendResponseHeaders(status, length);
        OutputStream out = exchange.getResponseBody();
        if (length < 0) return;
        out.write(sent, 0, until);
        out.flush();
        if (fault.isPresent() && fault.get() instanceof Fault.Stall(_, var pause)) sleep(pause);
    }

    private void flood(HttpExchange exchange, long zeros) throws IOException {
        exchange.sendResponseHeaders(status, 0);
        byte[] block = new byte[1 << 16];
        for (long sent = 0; sent < zeros; sent += block.length) exchange.getResponseBody().write(block);
        exchange.getResponseBody().close();
    }

    private static void sleep(java.time.Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
