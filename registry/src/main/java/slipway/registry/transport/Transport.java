package slipway.registry.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import slipway.diagnostics.SlipwayException;

/// Sends one request and gives its response: no redirect followed, nothing tried again, no credential added.
///
/// Several hosts may need several kinds of trust, so there is one JDK client per kind, made when it is first needed. Safe
/// for several threads.
public final class Transport implements AutoCloseable {

    private final Trusts trusts;
    private final Proxies proxies;
    private final Limits limits;
    private final ConcurrentHashMap<Trust, HttpClient> clients = new ConcurrentHashMap<>();

    public Transport(Trusts trusts, Proxies proxies, Limits limits) {
        this.trusts = trusts;
        this.proxies = proxies;
        this.limits = limits;
    }

    public Limits limits() {
        return limits;
    }

    /// @throws IOException when there is no response: no host, no connection, no trust, a broken connection, silence
    /// @throws SlipwayException.Interrupted when this thread is interrupted while it waits
    public Answer exchange(Ask ask) throws IOException {
        boolean secure = "https".equals(ask.uri().getScheme());
        Trust trust = secure ? trusts.of(ask.uri().getRawAuthority()) : Trust.SYSTEM;
        HttpClient client = clients.computeIfAbsent(trust, this::connect);
        // Over plain HTTP the second version would be asked for by an upgrade, which registries do not expect.
        var request = HttpRequest.newBuilder(ask.uri())
                .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
        ask.headers().forEach(request::setHeader);
        try {
            HttpResponse<InputStream> response = switch (ask.body()) {
                case Body.None _ -> {
                    boolean mustSayEmpty = ask.method().matches("POST|PUT|PATCH");
                    var nothing = mustSayEmpty ? BodyPublishers.ofByteArray(new byte[0]) : BodyPublishers.noBody();
                    yield brief(client, request.method(ask.method(), nothing));
                }
                case Body.Bytes(var bytes) -> brief(client, request.method(ask.method(), BodyPublishers.ofByteArray(bytes)));
                case Body.Streamed streamed -> sending(client, request, ask.method(), streamed);
            };
            return new Answer(response.statusCode(), ask.uri(), response.headers(),
                    new WatchedInputStream(response.body(), limits.stall()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SlipwayException.Interrupted();
        }
    }

    private HttpResponse<InputStream> brief(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.timeout(limits.stall()).build(), BodyHandlers.ofInputStream());
    }

    /// Sends a long body. What goes wrong on our side of it (a blob that is not what its digest says) is thrown as it is.
    private HttpResponse<InputStream> sending(HttpClient client, HttpRequest.Builder request, String method,
            Body.Streamed body)
            throws IOException, InterruptedException {
        var ours = new AtomicReference<Throwable>();
        var future = new AtomicReference<CompletableFuture<HttpResponse<InputStream>>>();
        Runnable cancel = () -> {
            var running = future.get();
            if (running != null) running.cancel(true);
        };
        try (var watch = new StallWatch(limits.stall(), cancel)) {
            BodyPublisher publisher = body.length() == 0
                    ? BodyPublishers.ofByteArray(new byte[0])
                    : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> open(body, watch, ours)),
                            body.length());
            future.set(client.sendAsync(request.method(method, publisher).build(), BodyHandlers.ofInputStream()));
            try {
                return future.get().get();
            } catch (InterruptedException e) {
                cancel.run();
                throw e;
            } catch (CancellationException | ExecutionException e) {
                throw failure(e, ours.get(), watch.stalled());
            }
        }
    }

    private static IOException failure(Exception e, Throwable ours, boolean stalled) throws IOException {
        if (ours instanceof SlipwayException known) throw known;
        if (ours instanceof UncheckedIOException unread) throw unread;
        if (stalled) return new HttpTimeoutException("no more data was taken");
        if (e.getCause() instanceof IOException cause) return cause;
        return new IOException(e.getCause() == null ? e : e.getCause());
    }

    private InputStream open(Body.Streamed body, StallWatch watch, AtomicReference<Throwable> ours) {
        try {
            return new SentInputStream(body.opener().open(), body.length(), watch, limits, ours);
        } catch (IOException e) {
            ours.set(new UncheckedIOException(e));
            throw new UncheckedIOException(e);
        } catch (SlipwayException e) {
            ours.set(e);
            throw e;
        }
    }

    private HttpClient connect(Trust trust) {
        var client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.connect())
                .executor(Executors.newVirtualThreadPerTaskExecutor());
        proxies.selector().ifPresent(client::proxy);
        proxies.authenticator().ifPresent(client::authenticator);
        // The JDK's own context would read all its authorities at once, which plain HTTP has no use for.
        client.sslContext(trusts.context(trust));
        return client.build();
    }

    /// Breaks off what is still under way.
    @Override
    public void close() {
        clients.values().forEach(HttpClient::shutdownNow);
    }

    /// The bytes of a body on their way out. Tells the watch whose turn it is, and remembers what failed on our side.
    private static final class SentInputStream extends FilterInputStream {
        private final StallWatch watch;
        private final Limits limits;
        private final AtomicReference<Throwable> ours;
        private long left;

        SentInputStream(InputStream in, long length, StallWatch watch, Limits limits, AtomicReference<Throwable> ours) {
            super(in);
            this.watch = watch;
            this.limits = limits;
            this.ours = ours;
            this.left = length;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            watch.moving();
            try {
                int count = in.read(bytes, offset, length);
                if (count > 0) left -= count;
                // Having received everything, a registry may hash it all before it answers.
                if (left <= 0) watch.allow(limits.stall().multipliedBy(5));
                return count;
            } catch (IOException e) {
                ours.set(new UncheckedIOException(e));
                throw e;
            } catch (SlipwayException e) {
                ours.set(e);
                throw new IOException(e);
            } finally {
                watch.waiting();
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }
    }
}
