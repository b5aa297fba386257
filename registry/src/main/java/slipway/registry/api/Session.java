package slipway.registry.api;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.registry.api.Endpoint.Scheme;
import slipway.registry.auth.Authorizer;
import slipway.registry.auth.Credentials;
import slipway.registry.transport.Answer;
import slipway.registry.transport.Ask;
import slipway.registry.transport.Body;
import slipway.registry.transport.Limits;
import slipway.registry.transport.NetworkFaults;
import slipway.registry.transport.Redaction;
import slipway.registry.transport.Retries;
import slipway.registry.transport.Transport;

/// Our conversation with one registry: its scheme once that is known, what it wants to see of us, its redirects.
///
/// The `Authorization` header goes to the registry's own scheme, host and port only, wherever it sends us. Safe for several
/// threads.
public final class Session {

    private static final int MOST_REDIRECTS = 8;

    private final Endpoint endpoint;
    private final Transport transport;
    private final Authorizer authorizer;
    private final Limits limits;
    private volatile @Nullable URI base;

    /// @param limits for this registry: one that others can stand in for is tried less often
    public Session(Endpoint endpoint, Transport transport, Credentials credentials, Limits limits) {
        this.endpoint = endpoint;
        this.transport = transport;
        this.authorizer = new Authorizer(endpoint.registry(), credentials, transport);
        this.limits = limits;
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    public Limits limits() {
        return limits;
    }

    /// The address of something of a repository: `/v2/<repository>/<rest>`.
    URI address(String repository, String rest) throws IOException {
        return base().resolve("/v2/" + endpoint.prefix() + repository + "/" + rest);
    }

    /// The name by which this registry knows a repository, for scopes and mounts.
    String repository(String repository) {
        return endpoint.prefix() + repository;
    }

    /// Where an upload goes on: what a `Location` header says, made whole. A registry behind a proxy may think that it is
    /// spoken to in clear text; it is not.
    URI continued(URI from, String location) {
        try {
            URI target = from.resolve(location);
            boolean downgraded = "https".equals(from.getScheme()) && "http".equals(target.getScheme())
                    && from.getHost().equals(target.getHost());
            if (downgraded && target.getPort() < 0) {
                target = URI.create("https" + target.toString().substring("http".length()));
            }
            boolean usable = target.getHost() != null && target.getRawUserInfo() == null
                    && ("https".equals(target.getScheme()) || "http".equals(target.getScheme()));
            if (usable) return target;
        } catch (IllegalArgumentException notAnAddress) {
            throw badLocation(location);
        }
        throw badLocation(location);
    }

    private SlipwayException badLocation(String location) {
        return new SlipwayException.NetworkFailed(
                Problem.of(endpoint.registry() + " sends us to " + Redaction.text(location.split("\\?", 2)[0])
                + ", which is no address"));
    }

    /// Sends a request, trying again as [Retries] says.
    ///
    /// @throws SlipwayException.NetworkFailed when no answer came
    Answer send(Ask ask, SortedSet<String> scopes) throws IOException {
        try {
            return Retries.run(limits, () -> once(ask, scopes));
        } catch (IOException e) {
            throw NetworkFaults.of(ask.purpose(), ask.uri().getRawAuthority(), e);
        }
    }

    /// Sends a request a single time: for what only its caller knows how to repeat.
    ///
    /// @throws IOException when no answer came
    Answer once(Ask ask, SortedSet<String> scopes) throws IOException {
        Optional<String> header = authorizer.header(scopes);
        Answer answer = redirected(ask, header);
        if (answer.status() != 401 || !isOurs(answer.uri())) return answer;
        if (!authorizer.learn(answer, scopes, header)) return answer;
        answer.close();
        return redirected(ask, authorizer.header(scopes));
    }

    /// The error for an answer that is not the one hoped for.
    SlipwayException refused(Ask ask, Answer answer) {
        return RegistryRefusal.of(ask.purpose(), endpoint.registry(), answer);
    }

    private Answer redirected(Ask first, Optional<String> authorization) throws IOException {
        Ask ask = first;
        for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
            boolean ours = isOurs(ask.uri());
            Answer answer = transport.exchange(ours && authorization.isPresent()
                    ? ask.header("Authorization", authorization.get()) : ask);
            Optional<String> location = answer.header("Location");
            if (!isRedirect(answer.status(), ask) || location.isEmpty()) return answer;
            answer.close();
            URI target = continued(ask.uri(), location.get());
            if ("https".equals(ask.uri().getScheme()) && "http".equals(target.getScheme())
                    && endpoint.schemes().size() == 1) {
                throw new SlipwayException.NetworkFailed(Problem.of("cannot " + ask.purpose() + ": " + endpoint.registry()
                        + " redirects from TLS to plain HTTP")
                                .hint("list it under \"insecure\" in the file of --registry-config if that is right"));
            }
            ask = ask.at(target, answer.status() == 303 ? "GET" : ask.method());
        }
        throw new SlipwayException.NetworkFailed(
                Problem.of("cannot " + first.purpose() + ": " + endpoint.registry() + " redirects without end"));
    }

    private static boolean isRedirect(int status, Ask ask) {
        boolean reads = ask.method().equals("GET") || ask.method().equals("HEAD");
        return status == 307 || status == 308 || reads && (status == 301 || status == 302 || status == 303);
    }

    private boolean isOurs(URI uri) {
        URI known = base;
        return known != null && known.getScheme().equals(uri.getScheme())
                && known.getRawAuthority().equalsIgnoreCase(uri.getRawAuthority());
    }

    /// Whether the registry is there and speaks version 2, and takes our credentials.
    ///
    /// @throws SlipwayException.NetworkFailed when it does not
    public void ping() throws IOException {
        Ask ask = Ask.of("GET", base().resolve("/v2/"), "reach " + endpoint.registry());
        try (Answer answer = send(ask, slipway.registry.auth.Scope.none())) {
            if (answer.status() != 200) throw refused(ask, answer);
        }
    }

    private URI base() throws IOException {
        URI known = base;
        if (known != null) return known;
        synchronized (this) {
            known = base;
            if (known == null) {
                known = endpoint.schemes().size() == 1 ? root(endpoint.schemes().getFirst()) : probe();
                base = known;
            }
        }
        return known;
    }

    private URI root(Scheme scheme) {
        return URI.create(scheme.text() + "://" + endpoint.authority() + "/");
    }

    /// The first scheme that gets an answer.
    private URI probe() throws IOException {
        String purpose = "reach " + endpoint.registry();
        IOException first = null;
        for (Scheme scheme : endpoint.schemes()) {
            Ask ask = Ask.of("GET", root(scheme).resolve("/v2/"), purpose);
            try (Answer answer = transport.exchange(ask)) {
                // Go's servers answer plain HTTP on a TLS port so.
                boolean wantsTls = scheme == Scheme.HTTP && answer.status() == 400;
                if (!wantsTls) return root(scheme);
            } catch (ConnectException nobody) {
                throw NetworkFaults.of(purpose, endpoint.authority(), nobody);
            } catch (IOException e) {
                if (first == null || endpoint.schemes().getFirst() == Scheme.HTTP) first = e;
            }
        }
        throw NetworkFaults.of(purpose, endpoint.authority(), first == null ? new IOException("it speaks no HTTP we know")
                : first);
    }

    /// The body of a request that holds these bytes.
    static Body bytes(byte[] bytes) {
        return new Body.Bytes(bytes);
    }
}
