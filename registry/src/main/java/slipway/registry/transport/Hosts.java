package slipway.registry.transport;

import java.util.regex.Pattern;

/// What can be said of a host from its name alone.
public final class Hosts {

    private static final Pattern LOOPBACK_4 = Pattern.compile("127(\\.\\d{1,3}){3}");

    private Hosts() {}

    /// The host of `host[:port]`, without the port and an IPv6 address's brackets.
    public static String name(String authority) {
        if (authority.startsWith("[")) return authority.substring(1, Math.max(1, authority.indexOf(']')));
        int colon = authority.indexOf(':');
        return colon < 0 ? authority : authority.substring(0, colon);
    }

    /// Whether it is this machine: `localhost`, 127.0.0.0/8 or ::1.
    public static boolean isLoopback(String authority) {
        String host = name(authority);
        return host.equals("localhost") || host.endsWith(".localhost") || host.equals("::1")
                || LOOPBACK_4.matcher(host).matches();
    }
}
