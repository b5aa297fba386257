package slipway.registry.transport;

import java.net.InetAddress;
import java.util.Arrays;

/// Ranges of addresses, as `NO_PROXY` may list them: `10.0.0.0/8`. Names are not looked up.
final class Cidr {

    private Cidr() {}

    /// Whether `host` is an address in the range; a range that is none holds nothing.
    static boolean holds(String range, String host) {
        try {
            int slash = range.indexOf('/');
            byte[] network = InetAddress.ofLiteral(range.substring(0, slash)).getAddress();
            byte[] address = InetAddress.ofLiteral(host).getAddress();
            int bits = Integer.parseInt(range.substring(slash + 1));
            if (network.length != address.length || bits < 0 || bits > network.length * 8) return false;
            int whole = bits / 8;
            if (!Arrays.equals(network, 0, whole, address, 0, whole)) return false;
            int mask = 0xff00 >> bits % 8 & 0xff;
            return bits % 8 == 0 || (network[whole] & mask) == (address[whole] & mask);
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
