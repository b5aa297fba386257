package slipway.build.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Word;

/// `EXPOSE`: the ports the program listens on.
final class ExposePlanner {

    /// `[ip:][host port:]port[-port][/protocol]`; what stands before the container's port is of no use in an image.
    private static final Pattern PORT = Pattern.compile("(?:.*:)?(\\d+)(?:-(\\d+))?(?:/([A-Za-z]+))?");

    private ExposePlanner() {}

    /// History lists the ports in the order of the words' texts, as BuildKit does since version 1.18 of the language.
    static void plan(Instruction.Expose expose, StageState state) {
        var ports = new ArrayList<String>();
        for (Word word : expose.ports().stream().sorted(Comparator.comparing(Word::text)).toList()) {
            for (String text : state.expand(word).words()) add(text, word, ports, state);
        }
        state.exposedPorts.addAll(ports);
        state.remember("EXPOSE " + GoNotation.plainList(ports));
    }

    private static void add(String text, Word word, List<String> ports, StageState state) {
        Matcher matcher = PORT.matcher(text);
        if (!matcher.matches()) throw state.error(word.span(), "invalid containerPort: " + text,
                "a port looks like 80, 53/udp or 8000-8010");
        int first = port(matcher.group(1), text, word, state);
        int last = matcher.group(2) == null ? first : port(matcher.group(2), text, word, state);
        if (last < first) throw state.error(word.span(), "invalid range specified for the Port: " + text,
                "the lower port comes first");
        String protocol = matcher.group(3) == null ? "tcp" : matcher.group(3).toLowerCase(Locale.ROOT);
        if (!protocol.matches("tcp|udp|sctp")) throw state.error(word.span(), "invalid proto: " + protocol,
                "tcp, udp and sctp are known");
        for (int port = first; port <= last; port++) ports.add(port + "/" + protocol);
    }

    private static int port(String digits, String text, Word word, StageState state) {
        int port = digits.length() > 5 ? Integer.MAX_VALUE : Integer.parseInt(digits);
        if (port > 65535) throw state.error(word.span(), "invalid containerPort: " + text, "ports go up to 65535");
        return port;
    }
}
