package slipway.registry.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NetworkInterface;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// What a broken exchange means, in the user's words.
public final class NetworkFaults {

    private static final String OFFLINE = "ip link lists the interfaces, of which none is up; "
            + "to work offline, name a mirror in the file of --registry-config";

    private NetworkFaults() {}

    /// The error for an exchange that gave no answer.
    ///
    /// @param purpose finishes the sentence "cannot …"
    /// @param authority `host[:port]` of whom we asked
    public static SlipwayException.NetworkFailed of(String purpose, String authority, IOException failure) {
        return new SlipwayException.NetworkFailed(problem("cannot " + purpose + ": ", authority, failure), failure);
    }

    private static Problem problem(String start, String authority, IOException failure) {
        String host = Hosts.name(authority);
        boolean unknown = cause(failure, UnresolvedAddressException.class).isPresent()
                || cause(failure, UnknownHostException.class).isPresent();
        if (unknown) {
            return Problem.of(start + "cannot find host " + host + why())
                    .hint(isOffline() ? OFFLINE : "getent hosts " + host + " asks the DNS, too: check the name; behind a "
                            + "proxy set HTTPS_PROXY; offline, name a mirror in the file of --registry-config");
        }
        if (cause(failure, HttpConnectTimeoutException.class).isPresent()) {
            return Problem.of(start + authority + " does not answer")
                    .hint("check the network; behind a proxy set HTTPS_PROXY");
        }
        if (cause(failure, HttpTimeoutException.class).isPresent()) {
            return Problem.of(start + authority + " fell silent (" + words(failure) + ")");
        }
        if (isUnreachable(failure)) {
            return Problem.of(start + "the network of " + authority + " cannot be reached" + why())
                    .hint(isOffline() ? OFFLINE : "ip route lists the networks that can be; behind a proxy set HTTPS_PROXY");
        }
        if (cause(failure, NoRouteToHostException.class).isPresent()) return Problem.of(start + "no route to " + authority);
        if (cause(failure, ConnectException.class).isPresent()) {
            return Problem.of(start + authority + " refuses connections")
                    .hint("is the server running, and is the port right?");
        }
        if (isNotTls(failure)) {
            return Problem.of(start + authority + " does not speak TLS")
                    .hint("if it is meant to speak plain HTTP, list it under \"insecure\" in the file of --registry-config");
        }
        Optional<CertificateException> certificate = cause(failure, CertificateException.class);
        if (certificate.isPresent()) {
            return Problem.of(start + "the certificate of " + authority + " is not trusted: "
                    + words(deepest(certificate.get())))
                    .hint("name its authority under \"ca\" in the file of --registry-config: {\"ca\": {\"" + authority
                            + "\": \"ca.pem\"}}, or list it under \"insecure\"");
        }
        if (cause(failure, SSLException.class).isPresent()) {
            return Problem.of(start + "TLS with " + authority + " failed: " + words(failure));
        }
        return Problem.of(start + "the connection to " + authority + " broke: " + words(failure));
    }

    private static String why() {
        return isOffline() ? ", for this machine has no network" : "";
    }

    private static boolean isUnreachable(Throwable failure) {
        return deepest(failure) instanceof IOException e && e.getMessage() != null && e.getMessage().contains("unreachable");
    }

    /// Whether nothing but the loopback interface is up.
    private static boolean isOffline() {
        try {
            for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
                if (one.isUp() && !one.isLoopback()) return false;
            }
            return true;
        } catch (SocketException none) {
            return true; // So Java puts it when no interface has an address.
        }
    }

    /// Whether the other side answered TLS with something else.
    static boolean isNotTls(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            String message = at.getMessage() == null ? "" : at.getMessage();
            if (at instanceof SSLException && message.contains("Unsupported or unrecognized SSL message")) return true;
        }
        return false;
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return Redaction.text(message == null ? failure.getClass().getSimpleName() : message);
    }

    private static Throwable deepest(Throwable failure) {
        Throwable at = failure;
        while (at.getCause() != null) at = at.getCause();
        return at;
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> kind) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (kind.isInstance(at)) return Optional.of(kind.cast(at));
        }
        return Optional.empty();
    }
}
