package slipway.registry.api;

import java.net.URI;
import java.util.List;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.registry.transport.Hosts;
import slipway.registry.transport.Redaction;

/// Where a registry's API is.
///
/// @param registry the name credentials are kept under
/// @param authority `host[:port]`
/// @param schemes what to try, in this order
/// @param prefix what stands before each repository's name, with a slash at its end; often empty
public record Endpoint(String registry, String authority, List<Scheme> schemes, String prefix) {

    private static final String DOCKER_IO = "docker.io";

    /// The host that answers for `docker.io`.
    private static final String DOCKER_IO_API = "registry-1.docker.io";

    public Endpoint {
        schemes = List.copyOf(schemes);
        if (schemes.isEmpty()) throw new IllegalArgumentException("an endpoint has a scheme");
    }

    /// How a registry is spoken to.
    public enum Scheme {
        HTTPS,
        HTTP;

        String text() {
            return this == HTTPS ? "https" : "http";
        }
    }

    /// The endpoint of a registry as references name it. This machine is asked over plain HTTP first, then over TLS; a host
    /// that is listed as insecure the other way round; any other over TLS only.
    public static Endpoint of(String registry, Safety safety) {
        String authority = registry.equals(DOCKER_IO) ? DOCKER_IO_API : registry;
        if (Hosts.isLoopback(authority)) return new Endpoint(registry, authority, List.of(Scheme.HTTP, Scheme.HTTPS), "");
        List<Scheme> schemes = safety == Safety.INSECURE ? List.of(Scheme.HTTPS, Scheme.HTTP) : List.of(Scheme.HTTPS);
        return new Endpoint(registry, authority, schemes, "");
    }

    /// The endpoint at an address: `https://host[:port][/prefix]`.
    ///
    /// @throws SlipwayException.BadInput when it is no such address
    public static Endpoint at(String address) {
        URI uri = uri(address);
        String path = uri.getRawPath() == null ? ""
                : uri.getRawPath().replaceFirst("^/v2(?=/|$)", "").replaceAll("^/+|/+$", "");
        Scheme scheme = "http".equals(uri.getScheme()) ? Scheme.HTTP : Scheme.HTTPS;
        return new Endpoint(uri.getRawAuthority(), uri.getRawAuthority(), List.of(scheme), path.isEmpty() ? "" : path + "/");
    }

    private static URI uri(String address) {
        try {
            URI uri = URI.create(address);
            boolean plain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            boolean known = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (plain && known && uri.getHost() != null) return uri;
        } catch (IllegalArgumentException notAnAddress) {
            throw bad(address);
        }
        throw bad(address);
    }

    private static SlipwayException bad(String address) {
        return new SlipwayException.BadInput(Problem.of("not a registry's address: "
                + Redaction.text(address.replaceFirst("//[^/]*@", "//…@")))
                .hint("http[s]://host[:port][/prefix] is expected, without a user's name"));
    }

    /// Whether a registry need not prove who it is.
    public enum Safety {
        SECURE,
        INSECURE
    }
}
