package slipway.testkit.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/// A registry in memory, over real HTTP on a free port of this machine (OCI distribution specification 1.1: pull, push,
/// mounts, ranges, resumed uploads, tags, referrers by tag, deletion).
///
/// ```java
/// try (var registry = MemoryRegistry.start()) {
///     registry.fail("GET /v2/app/blobs/.*", new Fault.Break(1000));
///     …registry.name()…registry.seen()…
/// }
/// ```
public final class MemoryRegistry implements AutoCloseable {

    private record Planned(Pattern request, Fault fault) {}

    private final HttpServer server;
    private final ExecutorService threads;
    private final Access access;
    private final Contents contents = new Contents();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final List<Planned> faults = new ArrayList<>();

    private MemoryRegistry(HttpServer server, Access access) {
        this.server = server;
        this.access = access;
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /// One that lets everybody in.
    public static MemoryRegistry start() {
        return start(new Access.Open());
    }

    public static MemoryRegistry start(Access access) {
        try {
            return new MemoryRegistry(HttpServer.create(address(), 0), access);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Whether clients have to show a certificate that the registry trusts.
    public enum ClientCertificates {
        UNWANTED,
        REQUIRED
    }

    /// One that speaks TLS only.
    public static MemoryRegistry startSecure(SSLContext context, ClientCertificates clients) {
        try {
            HttpsServer server = HttpsServer.create(address(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    var wanted = context.getDefaultSSLParameters();
                    wanted.setNeedClientAuth(clients == ClientCertificates.REQUIRED);
                    parameters.setSSLParameters(wanted);
                }
            });
            return new MemoryRegistry(server, new Access.Open());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /// `127.0.0.1:port`, as references name it.
    public String name() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /// Lets the next request whose line (`GET /v2/app/tags/list`) matches go wrong. Each fault happens once; several for
    /// the same request happen to one after the other.
    public MemoryRegistry fail(String requestLine, Fault fault) {
        synchronized (faults) {
            faults.add(new Planned(Pattern.compile(requestLine), fault));
        }
        return this;
    }

    /// All requests so far, in the order they came.
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    /// The lines of all requests so far that match.
    public List<Seen> seen(String requestLine) {
        return seen.stream().filter(request -> request.line().matches(requestLine)).toList();
    }

    /// What is kept.
    public Contents contents() {
        return contents;
    }

    private Optional<Fault> fault(String line) {
        synchronized (faults) {
            for (int i = 0; i < faults.size(); i++) {
                if (faults.get(i).request.matcher(line).matches()) return Optional.of(faults.remove(i).fault);
            }
        }
        return Optional.empty();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Seen request = note(exchange);
            Optional<Fault> fault = fault(request.line());
            if (fault.isPresent() && fault.get() instanceof Fault.Refuse(var status, var headers, var body)) {
                exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
                headers.forEach(exchange.getResponseHeaders()::set);
                Reply.text(status, body).send(exchange, Optional.empty());
                return;
            }
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/token") && access instanceof Access.Bearer bearer) {
                bearer.serve(exchange);
                return;
            }
            if (!access.admits(exchange, scope(request.method(), path))) {
                Reply.error(401, "UNAUTHORIZED", "authentication required").send(exchange, Optional.empty());
                return;
            }
            new Endpoints(contents, exchange, fault).answer().send(exchange, fault);
        }
    }

    private Seen note(HttpExchange exchange) {
        var headers = new HashMap<String, List<String>>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        var request = new Seen(exchange.getRequestMethod(), exchange.getRequestURI().toString(), Map.copyOf(headers));
        seen.add(request);
        return request;
    }

    private static String scope(String method, String path) {
        var repository = Pattern.compile("/v2/(.+)/(?:manifests|blobs|tags|referrers)/.*").matcher(path);
        if (!repository.matches()) return "";
        String action = switch (method) {
            case "GET", "HEAD" -> "pull";
            case "DELETE" -> "delete";
            default -> "push";
        };
        return "repository:" + repository.group(1).replaceFirst("/blobs$", "") + ":" + action;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
