package slipway.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// buildah, for the little of the language that BuildKit has only in its experimental frontend.
final class BuildahEngine implements Engine {

    private static final String OUTPUT = "type=oci,dest=";

    private BuildahEngine() {}

    /// A buildah that can read this machine's temporary files, and is new enough to be asked.
    static Optional<BuildahEngine> find(Path directory, Bases bases) throws IOException, InterruptedException {
        if (Command.search("buildah").isEmpty()) return Optional.empty();
        String version = Command.run(List.of("buildah", "--version"), Map.of()).text();
        if (!version.matches("buildah version 1\\.([4-9]\\d|\\d{3}).*")) return Optional.empty();
        Path archive = Files.write(directory.resolve("bases.tar"), bases.archive());
        for (String name : bases.names()) {
            byte[] id = Command.output(List.of("buildah", "pull", "-q", "oci-archive:" + archive + ":" + name), Map.of());
            String pulled = new String(id, StandardCharsets.UTF_8).strip();
            Command.output(List.of("buildah", "tag", pulled, "docker.io/" + name), Map.of());
        }
        return Optional.of(new BuildahEngine());
    }

    @Override
    public String name() {
        return "buildah";
    }

    @Override
    public Command.Answer run(Call call) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("buildah", "build", "-q", "--isolation", "chroot", "--pull=never",
                "--ulimit", "nofile=20000:20000", "--ulimit", "nproc=20000:20000"));
        List<String> words = call.words().subList(1, call.words().size());
        for (int i = 0; i < words.size() - 1; i++) {
            boolean isOutput = words.get(i).equals("-o") && words.get(i + 1).startsWith(OUTPUT);
            if (isOutput) command.addAll(List.of("-t", "oci-archive:" + words.get(++i).substring(OUTPUT.length())));
            else command.add(words.get(i));
        }
        command.add(call.directory().resolve(words.getLast()).toString());
        return Command.run(call.directory(), command, call.environment(), call.input());
    }
}
