package slipway.build.plan;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Suggestion;

/// What `EXPOSE` says of ports: `[[ip:]host port:]port[-port][/protocol]`. What stands before the container's port is
/// checked and then of no use in an image.
final class PortSpec {

    private static final List<String> PROTOCOLS = List.of("tcp", "udp", "sctp");
    private static final Pattern NUMBER = Pattern.compile("\\+?0*(\\d{1,5})");
    private static final Pattern IP4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.|$)){4}");
    private static final Pattern IP6 = Pattern.compile("\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.%]*]?");
    private static final String HINT = "a port looks like 80, 53/udp or 8000-8010";

    private record Range(int first, int last) {}

    private PortSpec() {}

    /// The ports, each as `80/tcp`.
    ///
    /// @throws SlipwayException.BadInput without a place
    static List<String> parse(String text) {
        int container = text.lastIndexOf(':');
        String port = text.substring(container + 1);
        int slash = port.indexOf('/');
        String digits = slash < 0 ? port : port.substring(0, slash);
        if (digits.isEmpty()) throw error("no port specified: " + text, HINT);
        boolean hasProtocol = slash >= 0 && slash < port.length() - 1;
        String protocol = hasProtocol ? port.substring(slash + 1).toLowerCase(Locale.ROOT) : "tcp";
        if (!PROTOCOLS.contains(protocol)) {
            throw error("invalid proto: " + protocol,
                    Suggestion.didYouMean(protocol, PROTOCOLS).orElse("tcp, udp and sctp are known"));
        }
        Range range = range(digits).orElseThrow(() -> error("invalid containerPort: " + digits, hint(digits)));
        if (container >= 0) checkHost(text.substring(0, container), digits, range);
        return IntStream.rangeClosed(range.first, range.last).mapToObj(number -> number + "/" + protocol).toList();
    }

    private static void checkHost(String host, String digits, Range range) {
        int colon = host.lastIndexOf(':');
        String ip = colon < 0 ? "" : host.substring(0, colon);
        if (!ip.isEmpty() && !IP4.matcher(ip).matches() && !IP6.matcher(ip).matches()) {
            throw error("invalid IP address: " + ip, HINT);
        }
        String port = host.substring(colon + 1);
        if (port.isEmpty()) return;
        Range ports = range(port).orElseThrow(() -> error("invalid hostPort: " + port, hint(port)));
        if (range.last != range.first && ports.last - ports.first != range.last - range.first) {
            throw error("invalid ranges specified for container and host Ports: " + digits + " and " + port,
                    "an image needs the ports of the container only");
        }
    }

    private static Optional<Range> range(String text) {
        int dash = text.indexOf('-');
        Optional<Integer> first = number(dash < 0 ? text : text.substring(0, dash));
        Optional<Integer> last = dash < 0 ? first : number(text.substring(dash + 1));
        return first.flatMap(from -> last.filter(to -> to >= from).map(to -> new Range(from, to)));
    }

    private static Optional<Integer> number(String text) {
        var matcher = NUMBER.matcher(text);
        return matcher.matches() ? Optional.of(Integer.parseInt(matcher.group(1))).filter(port -> port <= 65535)
                : Optional.empty();
    }

    private static String hint(String text) {
        if (text.matches("\\d+")) return "ports go up to 65535";
        return text.matches("\\d+-\\d+") ? "the lower port comes first, and ports go up to 65535" : HINT;
    }

    private static SlipwayException.BadInput error(String message, String hint) {
        return new SlipwayException.BadInput(Problem.of(message).hint(hint));
    }
}
