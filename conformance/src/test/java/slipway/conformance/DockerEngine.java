package slipway.conformance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import slipway.image.json.Json;

/// Docker with BuildKit, asked through its command. Where it listens is said by `DOCKER_HOST`, as to every client.
final class DockerEngine {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("DOCKER_BUILDKIT", "1", "BUILDKIT_PROGRESS", "plain", "DOCKER_API_VERSION", "1.41");

    private final String client;
    private final String repository = "slipway-conformance/" + ProcessHandle.current().pid();
    private final List<String> names = new ArrayList<>();

    private DockerEngine(String client) {
        this.client = client;
    }

    /// The first client on the path that an engine answers and that can build by itself; newer ones need a plugin for that.
    static Optional<DockerEngine> find() throws IOException, InterruptedException {
        for (Path client : Command.search("docker")) {
            byte[] dockerfile = "FROM scratch\nLABEL slipway=conformance\n".getBytes(StandardCharsets.UTF_8);
            if (Command.run(List.of(client.toString(), "build", "-q", "-"), ENVIRONMENT, dockerfile).succeeded()) {
                return Optional.of(new DockerEngine(client.toString()));
            }
        }
        return Optional.empty();
    }

    void load(byte[] archive) throws IOException, InterruptedException {
        Command.Answer answer = Command.run(List.of(client, "load"), ENVIRONMENT, archive);
        if (!answer.succeeded()) throw new IOException("docker load failed: " + answer.err());
    }

    /// Builds a case. A step has no network: no case needs one, and the engine need not provide it.
    Outcome build(Case test, Path context) throws IOException, InterruptedException {
        String name = repository + ":" + test.name();
        var command = new ArrayList<>(List.of(client, "build", "--network=none", "-t", name));
        test.arguments().forEach((key, value) -> command.addAll(List.of("--build-arg", key + "=" + value)));
        test.labels().forEach((key, value) -> command.addAll(List.of("--label", key + "=" + value)));
        test.property("target").ifPresent(target -> command.addAll(List.of("--target", target)));
        command.add(context.toString());
        Command.Answer answer = Command.run(command, ENVIRONMENT);
        if (!answer.succeeded()) return new Outcome.Refused(answer.err());
        synchronized (names) {
            names.add(name);
        }
        return new Outcome.Built(view(name));
    }

    private ImageView view(String name) throws IOException, InterruptedException {
        Map<String, byte[]> files = archive(Command.output(List.of(client, "save", name), ENVIRONMENT));
        var manifest = (Json.Obj) ((Json.Arr) Json.parse(files.get("manifest.json"))).items().getFirst();
        var layers = new LayeredFiles();
        var empty = new HashSet<Integer>();
        int number = 0;
        for (String layer : manifest.strings("Layers")) {
            if (layers.add(new ByteArrayInputStream(files.get(layer))) == 0) empty.add(number);
            number++;
        }
        return ImageView.of(files.get(manifest.string("Config").orElseThrow()), layers, empty);
    }

    /// The files of an archive. A layer that is in it twice is a link the second time.
    private static Map<String, byte[]> archive(byte[] bytes) throws IOException {
        var files = new HashMap<String, byte[]>();
        var links = new LinkedHashMap<String, String>();
        var tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes), "UTF-8");
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path path = Path.of(entry.getName());
            Path target = path.resolveSibling(entry.getLinkName()).normalize();
            if (entry.isSymbolicLink()) links.put(path.toString(), target.toString());
            else if (entry.isFile()) files.put(entry.getName(), tar.readAllBytes());
        }
        links.forEach((name, target) -> files.put(name, files.get(target)));
        return files;
    }

    /// Forgets the images that were built.
    void forgetAll() throws IOException, InterruptedException {
        if (names.isEmpty()) return;
        var command = new ArrayList<>(List.of(client, "rmi", "-f"));
        command.addAll(names);
        Command.run(command, ENVIRONMENT);
    }
}
