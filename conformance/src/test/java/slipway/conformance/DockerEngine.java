package slipway.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Docker's BuildKit, asked through `docker buildx`. Which engine that is, the first `docker` on the path knows; `peers.sh`
/// starts one.
final class DockerEngine implements Engine {

    /// No attestations, which say when and by whom something was built.
    private static final Map<String, String> ENVIRONMENT =
            Map.of("BUILDX_NO_DEFAULT_ATTESTATIONS", "1", "BUILDX_METADATA_PROVENANCE", "disabled", "NO_COLOR", "1");

    private DockerEngine() {}

    /// The engine that answers, if there is one.
    static Optional<DockerEngine> find() throws IOException, InterruptedException {
        if (Command.search("docker").isEmpty()) return Optional.empty();
        boolean answers = Command.run(List.of("docker", "buildx", "inspect"), ENVIRONMENT).succeeded();
        return answers ? Optional.of(new DockerEngine()) : Optional.empty();
    }

    @Override
    public String name() {
        return "buildkit";
    }

    void load(byte[] archive) throws IOException, InterruptedException {
        Command.Answer answer = Command.run(List.of("docker", "load"), ENVIRONMENT, archive);
        if (!answer.succeeded()) throw new IOException("docker load failed: " + answer.err());
    }

    /// A step has no network unless a case asks for one: most need none, and the engine need not provide it.
    @Override
    public Command.Answer run(Call call) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("docker", "buildx", call.words().getFirst()));
        if (!call.words().contains("-q")) command.add("--progress=rawjson");
        boolean isBuild = call.words().getFirst().equals("build");
        if (isBuild && call.words().stream().noneMatch(word -> word.startsWith("--net"))) command.add("--network=none");
        command.addAll(call.words().subList(1, call.words().size()));
        var environment = new HashMap<>(ENVIRONMENT);
        environment.putAll(call.environment());
        return Command.run(call.directory(), command, environment, call.input());
    }
}
