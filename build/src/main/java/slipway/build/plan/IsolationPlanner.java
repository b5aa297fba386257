package slipway.build.plan;

import java.util.List;
import java.util.Locale;
import slipway.build.ProcessOptions;
import slipway.build.ProcessOptions.Entitlement;
import slipway.build.ProcessOptions.Network;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Word;

/// `RUN --network`, `--security` and `--device`: what goes beyond the usual needs the word of whoever starts the build.
final class IsolationPlanner {

    private static final String HOSTNAME = "BUILDKIT_SANDBOX_HOSTNAME";
    private static final String USUAL_HOSTNAME = "buildkitsandbox";

    private final StageState state;

    private IsolationPlanner(StageState state) {
        this.state = state;
    }

    static Isolation plan(Instruction.Run run, StageState state) {
        var planner = new IsolationPlanner(state);
        String hostname = state.planning.argument(HOSTNAME).filter(name -> !name.isEmpty()).orElse(USUAL_HOSTNAME);
        return new Isolation(planner.network(run), planner.security(run), hostname,
                run.devices().stream().map(planner::device).toList());
    }

    private Network network(Instruction.Run run) {
        Network usual = options().network();
        if (run.network().isEmpty()) return usual;
        Word word = run.network().get();
        return switch (word.text().toLowerCase(Locale.ROOT)) {
            case "default", "" -> usual;
            case "none" -> Network.NONE;
            case "host" -> {
                demand(Entitlement.NETWORK_HOST, "network.host", word);
                yield Network.HOST;
            }
            default -> throw state.error(word.span(), "unknown network mode " + word.text(),
                    "default, none and host are known");
        };
    }

    private Isolation.Security security(Instruction.Run run) {
        if (run.security().isEmpty()) return Isolation.Security.SANDBOX;
        Word word = run.security().get();
        return switch (word.text()) {
            case "sandbox" -> Isolation.Security.SANDBOX;
            case "insecure" -> {
                demand(Entitlement.SECURITY_INSECURE, "security.insecure", word);
                yield Isolation.Security.INSECURE;
            }
            default -> throw state.error(word.span(), "unknown security mode " + word.text(),
                    "sandbox and insecure are known");
        };
    }

    private Isolation.Device device(Word word) {
        String name = "";
        var need = Isolation.Need.OPTIONAL;
        for (String part : List.of(word.text().split(","))) {
            String value = part.substring(part.indexOf('=') + 1);
            if (part.equals("required") || part.equals("required=true")) need = Isolation.Need.REQUIRED;
            else if (part.startsWith("name=")) name = value;
            else if (!part.startsWith("required=") && name.isEmpty()) name = part;
            else if (!part.equals("required=false")) {
                throw state.error(word.span(), "--device does not know " + part,
                        "write --device=vendor/class=name,required");
            }
        }
        if (name.isBlank()) {
            throw state.error(word.span(), "--device names no device", "write --device=vendor/class=name");
        }
        demand(Entitlement.DEVICE, "device", word);
        return new Isolation.Device(name, need);
    }

    private void demand(Entitlement entitlement, String name, Word word) {
        if (options().allowed().contains(entitlement)) return;
        throw state.error(word.span(), name + " is not allowed", "allow it with --allow " + name);
    }

    private ProcessOptions options() {
        return state.planning.request().processes();
    }
}
