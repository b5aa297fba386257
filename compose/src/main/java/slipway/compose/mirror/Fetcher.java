package slipway.compose.mirror;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// Reads what stands at an address: `http`, `https` and `file`.
///
/// Follows redirects, but never from https to http; tries again what may pass; goes through the proxy that the environment
/// names (`http_proxy`, `https_proxy`, `no_proxy`, in either case).
public final class Fetcher {

    private static final int ATTEMPTS = 3;
    private static final int MAX_REDIRECTS = 5;
    private static final int CONNECT_MILLIS = 20_000;
    private static final int READ_MILLIS = 60_000;

    private final Map<String, String> environment;

    /// @param environment where proxies are named
    public Fetcher(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// What is done with an answer.
    @FunctionalInterface
    interface Reader<T> {
        T read(InputStream in) throws IOException;
    }

    /// Opens an address and reads it. The reader may be called several times, each time from the beginning.
    ///
    /// @return nothing when there is nothing at that address
    /// @throws SlipwayException.NetworkFailed when it cannot be had
    <T> Optional<T> fetch(URI address, Reader<T> reader) {
        IOException last = new IOException("never tried");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                if (attempt > 0) Thread.sleep(200L << (2 * attempt));
                return once(address, reader);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SlipwayException.Interrupted();
            } catch (Refused e) {
                throw failed(address, e);
            } catch (IOException e) {
                last = e;
            }
        }
        throw failed(address, last);
    }

    /// An answer that asking again will not change.
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    private <T> Optional<T> once(URI address, Reader<T> reader) throws IOException {
        URI at = address;
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            if (at.getScheme().equalsIgnoreCase("file")) return readFile(Path.of(at.getPath()), reader);
            HttpURLConnection connection = open(at);
            try {
                int status = connection.getResponseCode();
                if (status == 200) {
                    try (InputStream in = connection.getInputStream()) {
                        return Optional.of(reader.read(in));
                    }
                }
                if (status == 404 || status == 410) return Optional.empty();
                at = next(at, status, connection);
            } finally {
                connection.disconnect();
            }
        }
        throw new Refused("redirected too often");
    }

    private static URI next(URI at, int status, HttpURLConnection connection) throws IOException {
        boolean redirect = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        String location = connection.getHeaderField("Location");
        if (!redirect || location == null) {
            String message = "the server answers " + status;
            if (status == 408 || status == 429 || status >= 500) throw new IOException(message);
            throw new Refused(message);
        }
        try {
            URI next = at.resolve(location);
            boolean fine = "https".equalsIgnoreCase(next.getScheme())
                    || "http".equalsIgnoreCase(next.getScheme()) && "http".equalsIgnoreCase(at.getScheme());
            if (fine) return next;
        } catch (IllegalArgumentException e) {
            throw new Refused("redirected to what is no address");
        }
        throw new Refused("redirected from " + at.getScheme() + " to an address that is less safe");
    }

    private static <T> Optional<T> readFile(Path file, Reader<T> reader) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(reader.read(in));
        } catch (NoSuchFileException | FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private HttpURLConnection open(URI address) throws IOException {
        var connection = (HttpURLConnection) address.toURL().openConnection(proxy(address));
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        connection.setRequestProperty("User-Agent", "slipway");
        connection.setRequestProperty("Accept-Encoding", "identity");
        return connection;
    }

    private Proxy proxy(URI address) {
        String host = Optional.ofNullable(address.getHost()).orElse("");
        boolean direct = List.of(variable("no_proxy").orElse("").split("[,\\s]+")).stream().map(String::strip)
                .anyMatch(name -> name.equals("*") || !name.isEmpty()
                        && (host.equals(name) || host.endsWith(name.startsWith(".") ? name : "." + name)));
        Optional<String> named = variable(address.getScheme().toLowerCase(Locale.ROOT) + "_proxy");
        if (direct || named.isEmpty()) return Proxy.NO_PROXY;
        String text = named.get();
        URI proxy = URI.create(text.contains("://") ? text : "http://" + text);
        return new Proxy(Proxy.Type.HTTP,
                InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort() < 0 ? 80 : proxy.getPort()));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
                .filter(value -> !value.isBlank());
    }

    private static SlipwayException.NetworkFailed failed(URI address, IOException cause) {
        String why = switch (cause) {
            case UnknownHostException _ -> "cannot find host " + address.getHost();
            case ConnectException _ -> address.getHost() + " refuses connections";
            default -> Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
        };
        return new SlipwayException.NetworkFailed(Problem.of("cannot read " + shown(address) + ": " + why)
                .hint("check the network, and http_proxy behind a proxy; --mirror names another mirror, and what a lock "
                        + "names and was fetched before needs none"), cause);
    }

    /// The address without a password.
    static String shown(URI address) {
        return address.toString().replaceFirst("//[^/@]*@", "//");
    }
}
