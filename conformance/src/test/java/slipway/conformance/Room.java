package slipway.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A case laid out in a directory of its own, with what has to run while it is built.
final class Room implements AutoCloseable {

    private static final List<String> OUTPUT_OPTIONS =
            List.of("-o", "--output", "--load", "--push", "--call", "--check", "--print", "--list");
    private static final AtomicInteger NONCES = new AtomicInteger();

    private final Case test;
    private final Path directory;
    private final String nonce = ProcessHandle.current().pid() + "-" + NONCES.incrementAndGet() + "-" + System.nanoTime();
    private final Map<String, String> environment = new TreeMap<>();
    private Optional<FileServer> server = Optional.empty();
    private String commit = "";

    private Room(Case test, Path directory) {
        this.test = test;
        this.directory = directory;
    }

    /// Lays a case out.
    ///
    /// @param directory not there yet
    static Room open(Case test, Path directory) throws IOException, InterruptedException {
        var room = new Room(test, Files.createDirectory(directory).toRealPath());
        try {
            room.layOut();
        } catch (IOException | RuntimeException e) {
            room.close();
            throw e;
        }
        return room;
    }

    private void layOut() throws IOException, InterruptedException {
        ContextDirectory.writeContext(test, Files.createDirectory(context()));
        Path served = directory.resolve("serve");
        if (test.has("serve")) ContextDirectory.write(test, "serve", Files.createDirectory(served));
        Path repository = directory.resolve("repository");
        if (test.has("repository")) {
            ContextDirectory.write(test, "repository", Files.createDirectory(repository));
            commit = GitHistory.commit(repository);
        }
        if (test.has("serve") || test.has("repository")) server = Optional.of(FileServer.start(directory));
        Path dockerfile = context().resolve("Dockerfile");
        if (server.isPresent() && Files.exists(dockerfile)) {
            Files.writeString(dockerfile, replaced(Files.readString(dockerfile), directory));
        }
        Path setup = test.directory().resolve("setup.sh");
        if (Files.exists(setup)) setUp(setup);
        for (var variable : test.environment().entrySet()) {
            environment.put(variable.getKey(), replaced(variable.getValue(), directory));
        }
    }

    private void setUp(Path script) throws IOException, InterruptedException {
        var variables = new TreeMap<String, String>();
        variables.put("CONTEXT", context().toString());
        server.ifPresent(running -> variables.put("SERVER", running.address()));
        var call = List.of("sh", "-eu", script.toAbsolutePath().toString());
        Command.Answer answer = Command.run(directory, call, variables, new byte[0]);
        if (!answer.succeeded()) throw new IOException(script + " failed: " + answer.err());
        answer.text().lines().filter(line -> line.matches("[A-Za-z_]+=.*")).map(line -> line.split("=", 2))
                .forEach(pair -> environment.put(pair[0], pair[1]));
    }

    /// A directory whose name no other has: `docker buildx` tells contexts apart by the last part of their names, and takes
    /// files of one size and time for the same.
    Path context() {
        return directory.resolve("context-" + nonce);
    }

    /// The command of the case.
    ///
    /// @param out where its outputs go; made here
    Engine.Call call(Path out) throws IOException {
        Files.createDirectories(out);
        boolean isBuild = !test.says("command", "bake");
        var words = new ArrayList<String>();
        words.add(isBuild ? "build" : "bake");
        for (String option : test.options()) words.add(replaced(option, out));
        boolean hasOutput = words.stream().map(word -> word.split("=", 2)[0]).anyMatch(OUTPUT_OPTIONS::contains);
        if (isBuild && !hasOutput) words.addAll(List.of("-o", "type=oci,dest=" + out.resolve(OutputFiles.ONLY_IMAGE)));
        if (isBuild) words.add(replaced(test.property("context").orElse("."), out));
        var variables = new TreeMap<>(environment);
        variables.remove("PID");
        Optional<String> input = test.property("stdin");
        byte[] bytes = input.isPresent() ? Files.readAllBytes(directory.resolve(replaced(input.get(), out))) : new byte[0];
        return new Engine.Call(context(), words, variables, bytes);
    }

    /// Whether an option that begins like this is among the words.
    boolean asksFor(String option) {
        return test.options().stream().anyMatch(word -> word.startsWith(option));
    }

    private String replaced(String text, Path out) {
        String address = server.map(FileServer::address).orElse("http://127.0.0.1:1");
        return text.replace("{context}", context().toString()).replace("{room}", directory.toString())
                .replace("{out}", out.toString()).replace("{server}", address)
                .replace("{host}", address.substring("http://".length())).replace("{nonce}", nonce)
                .replace("{commit}", commit);
    }

    /// Lays `then` over the context.
    void change() throws IOException, InterruptedException {
        ContextDirectory.write(test, "then", context());
    }

    /// What is between two runs of one case always the same, and in no other: for what is printed.
    String neutral(String text, Path out) {
        String plain = text.replace(out.toString(), "{out}").replace(context().toString(), "{context}")
                .replace(directory.toString(), "{room}").replace(nonce, "{nonce}");
        return server.map(running -> plain.replace(running.address(), "{server}")).orElse(plain)
                .replaceAll("sha256:[0-9a-f]{64}", "sha256:…");
    }

    @Override
    public void close() {
        Optional.ofNullable(environment.get("PID")).map(Long::parseLong).flatMap(ProcessHandle::of)
                .ifPresent(ProcessHandle::destroy);
        server.ifPresent(FileServer::close);
    }
}
