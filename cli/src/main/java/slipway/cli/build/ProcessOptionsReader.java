package slipway.cli.build;

import java.io.IOException;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.build.ProcessOptions;
import slipway.build.ProcessOptions.Entitlement;
import slipway.build.ProcessOptions.Limit;
import slipway.build.ProcessOptions.Network;
import slipway.cli.Call;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Suggestion;

/// Reads what options say of the processes of all `RUN` steps: `--secret`, `--ssh`, `--add-host`, `--network`, `--shm-size`,
/// `--ulimit` and `--allow`.
public final class ProcessOptionsReader {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?) ?(?i:([kmgtp]?)i?b?)");
    private static final Pattern LIMIT = Pattern.compile("([a-z]+)=(-1|\\d{1,18})(?::(-1|\\d{1,18}))?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+");
    private static final List<String> LIMITS = List.of("core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue",
            "nice", "nofile", "nproc", "rss", "rtprio", "rttime", "sigpending", "stack");
    private static final List<String> ENTITLEMENTS = List.of("network.host", "security.insecure", "device",
            "buildx.local.delete");
    /// Processes share the machine's network, so that is where the machine is.
    private static final String GATEWAY = "127.0.0.1";

    private ProcessOptionsReader() {}

    /// What the options of a call say.
    public static ProcessOptions read(Call call) throws IOException {
        var arguments = call.arguments();
        var options = ProcessOptions.USUAL
                .withHosts(hosts(arguments.values(BuildOptions.ADD_HOST)))
                .withLimits(arguments.values(BuildOptions.ULIMIT).stream().map(ProcessOptionsReader::limit).toList())
                .withSecrets(SecretOption.parseAll(call, arguments.values(BuildOptions.SECRET)))
                .withAgents(AgentOption.parseAll(call, arguments.values(BuildOptions.SSH)))
                .withAllowed(allowed(arguments.values(BuildOptions.ALLOW)));
        if (arguments.value(BuildOptions.SHM_SIZE).isPresent()) {
            options = options.withSharedMemory(OptionalLong.of(size("--shm-size",
                    arguments.value(BuildOptions.SHM_SIZE).get())));
        }
        return arguments.value(BuildOptions.NETWORK).isEmpty() ? options
                : withNetwork(options, arguments.value(BuildOptions.NETWORK).get());
    }

    /// The options with a network. Who asks for the machine's own has allowed it, too.
    public static ProcessOptions withNetwork(ProcessOptions options, String name) {
        return switch (name) {
            case "default", "" -> options.withNetwork(Network.DEFAULT);
            case "none" -> options.withNetwork(Network.NONE);
            case "host" -> {
                var allowed = new LinkedHashSet<>(options.allowed());
                allowed.add(Entitlement.NETWORK_HOST);
                yield options.withNetwork(Network.HOST).withAllowed(allowed);
            }
            default -> throw usage("there is no network " + name + " for steps", "default, none and host are known");
        };
    }

    /// `name:address` and `name=address`.
    public static SequencedMap<String, String> hosts(List<String> options) {
        var hosts = new LinkedHashMap<String, String>();
        for (String option : options) {
            int at = option.indexOf('=') >= 0 ? option.indexOf('=') : option.indexOf(':');
            String name = at < 0 ? option : option.substring(0, at);
            String address = at < 0 ? "" : option.substring(at + 1);
            if (address.startsWith("[") && address.endsWith("]")) address = address.substring(1, address.length() - 1);
            if (address.equals("host-gateway")) address = GATEWAY;
            if (!HOST.matcher(name).matches() || !isAddress(address)) {
                throw usage("invalid host " + option, "write --add-host name:address, as in --add-host db:10.0.0.5");
            }
            hosts.put(name, address);
        }
        return hosts;
    }

    private static boolean isAddress(String text) {
        try {
            return !text.contains("%") && InetAddress.ofLiteral(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// `nofile=1024:2048`; a single number is both limits, and -1 is none.
    public static Limit limit(String option) {
        Matcher parts = LIMIT.matcher(option);
        if (!parts.matches()) throw usage("invalid --ulimit " + option,
                "write --ulimit name=soft[:hard], as in nofile=1024:2048");
        String name = parts.group(1);
        if (!LIMITS.contains(name)) {
            throw usage("there is no limit " + name, Suggestion.didYouMean(name, LIMITS)
                    .orElse("there are " + String.join(", ", LIMITS)));
        }
        long soft = Long.parseLong(parts.group(2));
        long hard = parts.group(3) == null ? soft : Long.parseLong(parts.group(3));
        if (hard != -1 && (soft == -1 || soft > hard)) {
            throw usage("--ulimit " + option + " is softer than hard", "the first number cannot be larger than the second");
        }
        return new Limit(name, soft, hard);
    }

    /// What `--allow` names.
    public static SequencedSet<Entitlement> allowed(List<String> options) {
        var allowed = new LinkedHashSet<Entitlement>();
        for (String option : options) {
            switch (option.startsWith("device=") ? "device" : option) {
                case "network.host" -> allowed.add(Entitlement.NETWORK_HOST);
                case "security.insecure" -> allowed.add(Entitlement.SECURITY_INSECURE);
                case "device" -> allowed.add(Entitlement.DEVICE);
                case "buildx.local.delete" -> {} // That is said of outputs, and not of steps.
                default -> throw usage("unknown entitlement " + option, Suggestion.didYouMean(option, ENTITLEMENTS)
                        .orElse("there are " + String.join(", ", ENTITLEMENTS)));
            }
        }
        return allowed;
    }

    /// `64m` is 64 times 1024 times 1024 bytes.
    public static long size(String option, String text) {
        Matcher parts = SIZE.matcher(text);
        if (!parts.matches()) throw usage("invalid size for " + option + ": " + text, "write a size such as 64m or 1g");
        String unit = parts.group(2).toLowerCase(Locale.ROOT);
        int power = unit.isEmpty() ? 0 : "kmgtp".indexOf(unit) + 1;
        var bytes = new java.math.BigDecimal(parts.group(1)).multiply(java.math.BigDecimal.valueOf(1024).pow(power));
        if (bytes.compareTo(java.math.BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw usage(option + " is too large: " + text, "write a size such as 64m or 1g");
        }
        return bytes.longValue();
    }

    private static SlipwayException.Usage usage(String message, String hint) {
        return new SlipwayException.Usage(Problem.of(message).hint(hint));
    }
}
