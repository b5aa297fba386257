package slipway.cli.build;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.SequencedMap;
import slipway.build.remote.Downloads;
import slipway.cli.Version;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.registry.transport.Ask;
import slipway.registry.transport.NetworkFaults;
import slipway.registry.transport.Redaction;
import slipway.registry.transport.Retries;
import slipway.registry.transport.Transport;

/// Downloads over the transport of registries: the same proxies, authorities and patience.
public final class WebDownloads implements Downloads, AutoCloseable {

    private static final int MOST_REDIRECTS = 10;

    private final Transport transport;

    public WebDownloads(Transport transport) {
        this.transport = transport;
    }

    @Override
    public Answer get(URI address, SequencedMap<String, String> headers) throws IOException {
        String purpose = "download " + Redaction.text(address);
        Ask ask = Ask.of("GET", address, purpose).header("User-Agent", "slipway/" + Version.current());
        for (var header : headers.entrySet()) ask = ask.header(header.getKey(), header.getValue());
        for (int redirects = 0;; redirects++) {
            slipway.registry.transport.Answer answer = send(ask);
            Optional<URI> next = redirect(ask, answer);
            if (next.isEmpty()) return new Received(answer);
            answer.close();
            if (redirects == MOST_REDIRECTS) {
                throw new SlipwayException.NetworkFailed(Problem.of("cannot " + purpose + ": it redirects more than "
                        + MOST_REDIRECTS + " times"));
            }
            ask = moved(ask, next.get());
        }
    }

    private slipway.registry.transport.Answer send(Ask ask) {
        try {
            return Retries.run(transport.limits(), () -> transport.exchange(ask));
        } catch (IOException e) {
            throw NetworkFaults.of(ask.purpose(), ask.uri().getRawAuthority(), e);
        }
    }

    private static Optional<URI> redirect(Ask ask, slipway.registry.transport.Answer answer) {
        return switch (answer.status()) {
            case 301, 302, 303, 307, 308 -> answer.header("Location").map(location -> resolve(ask, location));
            default -> Optional.empty();
        };
    }

    private static URI resolve(Ask ask, String location) {
        try {
            URI next = ask.uri().resolve(location);
            if (next.getHost() != null && next.getScheme().matches("https?")) return next;
        } catch (IllegalArgumentException notOne) {
            throw lost(ask, location);
        }
        throw lost(ask, location);
    }

    private static SlipwayException.NetworkFailed lost(Ask ask, String location) {
        return new SlipwayException.NetworkFailed(Problem.of("cannot " + ask.purpose()
                + ": the server redirects to what is no web address: " + Redaction.text(location)));
    }

    /// What authorizes with one host is no business of another, nor of whoever listens to plain HTTP.
    private static Ask moved(Ask ask, URI next) {
        Ask moved = ask.at(next, "GET");
        boolean isSame = next.getHost().equalsIgnoreCase(ask.uri().getHost())
                && (next.getScheme().equals("https") || ask.uri().getScheme().equals("http"));
        return isSame ? moved : moved.without("Authorization");
    }

    private record Received(slipway.registry.transport.Answer answer) implements Answer {
        @Override
        public int status() {
            return answer.status();
        }

        @Override
        public Optional<String> header(String name) {
            return answer.header(name);
        }

        @Override
        public InputStream body() {
            return answer.body();
        }

        @Override
        public void close() {
            answer.close();
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
