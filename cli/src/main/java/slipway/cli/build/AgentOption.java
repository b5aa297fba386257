package slipway.cli.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import slipway.build.ProcessOptions.Agent;
import slipway.build.run.agent.KeyFile;
import slipway.cli.Call;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// `--ssh default` and `--ssh deploy=key1,key2`: an agent that runs already, by its socket, or files with keys.
public final class AgentOption {

    private AgentOption() {}

    /// The agents by ID.
    public static SequencedMap<String, Agent> parseAll(Call call, List<String> options) throws IOException {
        var agents = new LinkedHashMap<String, Agent>();
        for (String option : options) {
            int equals = option.indexOf('=');
            String id = equals < 0 ? option : option.substring(0, equals);
            String paths = equals < 0 ? "" : option.substring(equals + 1);
            if (id.isEmpty()) throw new SlipwayException.Usage(Problem.of("--ssh " + option + " has no ID")
                    .hint("write --ssh default, or --ssh ID=SOCKET or ID=KEY"));
            agents.put(id, paths.isBlank() ? running(call, id) : agent(call, id, paths));
        }
        return agents;
    }

    private static Agent running(Call call, String id) {
        String socket = call.variable("SSH_AUTH_SOCK").orElseThrow(() -> new SlipwayException.Usage(
                Problem.of("no agent is running for --ssh " + id + ": SSH_AUTH_SOCK is not set")
                        .hint("start one with: eval $(ssh-agent); or give keys with --ssh " + id + "=KEY")));
        return new Agent.Socket(call.path(socket));
    }

    private static Agent agent(Call call, String id, String paths) throws IOException {
        var keys = new ArrayList<Path>();
        for (String text : paths.split(",")) {
            Path path = call.path(text);
            if (!Files.exists(path)) {
                throw new SlipwayException.BadInput(Problem.of("--ssh " + id + ": there is no " + path)
                        .hint("name the socket of an agent, or files with private keys"));
            }
            keys.add(path);
        }
        boolean isSocket = keys.size() == 1 && !Files.isRegularFile(keys.getFirst())
                && !Files.isDirectory(keys.getFirst(), LinkOption.NOFOLLOW_LINKS);
        if (isSocket) return new Agent.Socket(keys.getFirst());
        for (Path key : keys) KeyFile.check(key);
        return new Agent.Keys(keys);
    }
}
