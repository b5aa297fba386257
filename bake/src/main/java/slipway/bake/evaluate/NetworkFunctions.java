package slipway.bake.evaluate;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Functions of networks in CIDR notation, IPv4 and IPv6.
final class NetworkFunctions {

    private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    static final List<Function> ALL = List.of(
            Function.of("cidrhost", "prefix:string, hostnum:number", NetworkFunctions::host),
            Function.of("cidrnetmask", "prefix:string", in -> {
                Network network = network(in.text(0));
                return Value.of(shown(network.mask(), network.bits()));
            }),
            Function.of("cidrsubnet", "prefix:string, newbits:number, netnum:number", NetworkFunctions::subnet),
            Function.of("cidrsubnets", "prefix:string, newbits:number...", NetworkFunctions::subnets));

    private NetworkFunctions() {}

    /// A network.
    ///
    /// @param bits of an address
    /// @param length of the prefix
    private record Network(BigInteger address, int bits, int length) {

        BigInteger mask() {
            return BigInteger.ONE.shiftLeft(length).subtract(BigInteger.ONE).shiftLeft(bits - length);
        }

        String shown() {
            return NetworkFunctions.shown(address, bits) + "/" + length;
        }
    }

    private static Network network(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) throw invalid(text);
        String host = text.substring(0, slash);
        if (!V4.matcher(host).matches() && !V6.matcher(host).matches()) throw invalid(text);
        try {
            byte[] bytes = InetAddress.ofLiteral(host).getAddress();
            int bits = host.contains(":") ? 128 : 32;
            BigInteger address = new BigInteger(1, bytes);
            if (bytes.length * 8 < bits) address = address.or(BigInteger.valueOf(0xffff).shiftLeft(32));
            int length = Integer.parseInt(text.substring(slash + 1));
            if (length > bits) throw invalid(text);
            var network = new Network(address, bits, length);
            return new Network(address.and(network.mask()), bits, length);
        } catch (IllegalArgumentException e) {
            throw invalid(text);
        }
    }

    private static FunctionFailed invalid(String text) {
        return FunctionFailed.at(0, "invalid CIDR expression: " + text);
    }

    private static Value host(Inputs in) {
        Network network = network(in.text(0));
        BigInteger number = in.whole(1);
        BigInteger size = BigInteger.ONE.shiftLeft(network.bits() - network.length());
        BigInteger at = number.signum() < 0 ? size.add(number) : number;
        if (at.signum() < 0 || at.compareTo(size) >= 0) {
            throw FunctionFailed.at(1, "prefix of " + network.length() + " does not accommodate a host numbered " + number);
        }
        return Value.of(shown(network.address().add(at), network.bits()));
    }

    private static Value subnet(Inputs in) {
        Network network = network(in.text(0));
        int more = in.integer(1);
        int length = network.length() + more;
        if (more < 0 || length > network.bits()) throw FunctionFailed.at(1, "insufficient address space to extend prefix of "
                + network.length() + " by " + more);
        BigInteger number = in.whole(2);
        if (number.signum() < 0 || number.bitLength() > more) {
            throw FunctionFailed.at(2, "prefix extension of " + more + " does not accommodate a subnet numbered " + number);
        }
        BigInteger address = network.address().or(number.shiftLeft(network.bits() - length));
        return Value.of(new Network(address, network.bits(), length).shown());
    }

    private static Value subnets(Inputs in) {
        Network network = network(in.text(0));
        BigInteger next = network.address();
        BigInteger end = next.add(BigInteger.ONE.shiftLeft(network.bits() - network.length()));
        var subnets = new ArrayList<Value>();
        for (int i = 1; i < in.size(); i++) {
            int length = network.length() + in.integer(i);
            if (in.integer(i) < 1) throw FunctionFailed.at(i, "must extend prefix by at least one bit");
            if (length > network.bits()) throw FunctionFailed.at(i, "not enough remaining address space");
            BigInteger size = BigInteger.ONE.shiftLeft(network.bits() - length);
            BigInteger start = next.add(size).subtract(BigInteger.ONE).divide(size).multiply(size);
            next = start.add(size);
            if (next.compareTo(end) > 0) throw FunctionFailed.at(i, "not enough remaining address space");
            subnets.add(Value.of(new Network(start, network.bits(), length).shown()));
        }
        return Value.list(subnets);
    }

    /// RFC 5952 for IPv6.
    private static String shown(BigInteger address, int bits) {
        var groups = new ArrayList<String>();
        int width = bits == 32 ? 8 : 16;
        for (int shift = bits - width; shift >= 0; shift -= width) {
            int group = address.shiftRight(shift).intValue() & (1 << width) - 1;
            groups.add(bits == 32 ? Integer.toString(group) : Integer.toHexString(group));
        }
        return bits == 32 ? String.join(".", groups) : shortened(groups);
    }

    private static String shortened(List<String> groups) {
        int best = 0;
        int length = 1;
        for (int start = 0; start < groups.size(); start++) {
            int end = start;
            while (end < groups.size() && groups.get(end).equals("0")) end++;
            if (end - start > length) {
                best = start;
                length = end - start;
            }
        }
        if (length == 1) return String.join(":", groups);
        return String.join(":", groups.subList(0, best)) + "::"
                + String.join(":", groups.subList(best + length, groups.size()));
    }
}
