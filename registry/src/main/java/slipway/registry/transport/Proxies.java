package slipway.registry.transport;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// The proxies that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name, in upper or lower case. This machine itself is never
/// asked through a proxy.
public final class Proxies {

    private final Optional<URI> http;
    private final Optional<URI> https;
    private final List<String> exceptions;

    private Proxies(Optional<URI> http, Optional<URI> https, List<String> exceptions) {
        this.http = http;
        this.https = https;
        this.exceptions = exceptions;
    }

    public static Proxies none() {
        return new Proxies(Optional.empty(), Optional.empty(), List.of());
    }

    /// @throws SlipwayException.BadInput when a variable does not hold a proxy's address
    public static Proxies from(Map<String, String> environment) {
        List<String> exceptions = variable(environment, "NO_PROXY").stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(item -> item.strip().toLowerCase(Locale.ROOT))
                .filter(item -> !item.isEmpty())
                .toList();
        return new Proxies(proxy(environment, "HTTP_PROXY"), proxy(environment, "HTTPS_PROXY"), exceptions);
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
                .filter(text -> !text.isBlank());
    }

    private static Optional<URI> proxy(Map<String, String> environment, String name) {
        return variable(environment, name).map(text -> {
            try {
                var uri = new URI(text.contains("://") ? text : "http://" + text);
                if ("http".equals(uri.getScheme()) && uri.getHost() != null) return uri;
            } catch (URISyntaxException notOne) {
                throw bad(name);
            }
            throw bad(name);
        });
    }

    /// The value stays unsaid: it may hold a password.
    private static SlipwayException bad(String name) {
        return new SlipwayException.BadInput(Problem.of(name + " does not hold the address of a proxy we can use")
                .hint("http://[user:password@]host:port is expected"));
    }

    /// The proxy for an address, if it needs one.
    Optional<URI> of(URI target) {
        Optional<URI> proxy = "https".equals(target.getScheme()) ? https : http;
        String host = Hosts.name(target.getRawAuthority()).toLowerCase(Locale.ROOT);
        if (proxy.isEmpty() || Hosts.isLoopback(target.getRawAuthority())) return Optional.empty();
        int port = target.getPort() >= 0 ? target.getPort() : "https".equals(target.getScheme()) ? 443 : 80;
        return exceptions.stream().anyMatch(exception -> excepts(exception, host, port)) ? Optional.empty() : proxy;
    }

    private static boolean excepts(String exception, String host, int port) {
        if (exception.equals("*")) return true;
        if (exception.contains("/")) return Cidr.holds(exception, host);
        String name = exception;
        int colon = exception.lastIndexOf(':');
        if (colon > 0 && exception.indexOf(':') == colon) {
            if (!exception.substring(colon + 1).equals(Integer.toString(port))) return false;
            name = exception.substring(0, colon);
        }
        if (name.startsWith("*.")) name = name.substring(1);
        return name.startsWith(".") ? host.endsWith(name) : host.equals(name) || host.endsWith("." + name);
    }

    Optional<ProxySelector> selector() {
        if (http.isEmpty() && https.isEmpty()) return Optional.of(HttpClientNoProxy.INSTANCE);
        return Optional.of(new ProxySelector() {
            @Override
            public List<Proxy> select(URI target) {
                return List.of(Proxies.this.of(target).map(Proxies::asProxy).orElse(Proxy.NO_PROXY));
            }

            @Override
            public void connectFailed(URI target, SocketAddress address, IOException failure) {}
        });
    }

    private static Proxy asProxy(URI uri) {
        int port = uri.getPort() >= 0 ? uri.getPort() : 80;
        return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(uri.getHost(), port));
    }

    Optional<Authenticator> authenticator() {
        List<URI> named = Stream.of(http, https).flatMap(Optional::stream).filter(uri -> uri.getRawUserInfo() != null)
                .toList();
        if (named.isEmpty()) return Optional.empty();
        // The JDK refuses to send a password to a proxy in clear text unless told to; the user told us by giving one.
        if (System.getProperty("jdk.http.auth.tunneling.disabledSchemes") == null) {
            System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        }
        return Optional.of(new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                if (getRequestorType() != RequestorType.PROXY) return null;
                return named.stream().filter(uri -> uri.getHost().equals(getRequestingHost())).findFirst()
                        .map(Proxies::login).orElse(null);
            }
        });
    }

    private static PasswordAuthentication login(URI uri) {
        String[] parts = uri.getRawUserInfo().split(":", 2);
        String password = parts.length > 1 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "";
        return new PasswordAuthentication(URLDecoder.decode(parts[0], StandardCharsets.UTF_8), password.toCharArray());
    }

    /// Asks nobody, whatever the JVM's properties say.
    private static final class HttpClientNoProxy extends ProxySelector {
        static final HttpClientNoProxy INSTANCE = new HttpClientNoProxy();

        @Override
        public List<Proxy> select(URI target) {
            return List.of(Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI target, SocketAddress address, IOException failure) {}
    }
}
