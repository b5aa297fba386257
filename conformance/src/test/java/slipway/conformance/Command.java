package slipway.conformance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Runs other programs to their end.
final class Command {

    /// What a program answered.
    record Answer(int status, byte[] out, String err) {

        boolean succeeded() {
            return status == 0;
        }

        String text() {
            return new String(out, StandardCharsets.UTF_8).strip();
        }
    }

    private Command() {}

    static Answer run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        return run(command, environment, new byte[0]);
    }

    static Answer run(List<String> command, Map<String, String> environment, byte[] input)
            throws IOException, InterruptedException {
        return run(Path.of("").toAbsolutePath(), command, environment, new ByteArrayInputStream(input));
    }

    /// Runs a program in a directory.
    static Answer run(Path directory, List<String> command, Map<String, String> environment, byte[] input)
            throws IOException, InterruptedException {
        return run(directory, command, environment, new ByteArrayInputStream(input));
    }

    private static Answer run(Path directory, List<String> command, Map<String, String> environment, InputStream input)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        var err = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), Thread::startVirtualThread);
        var out = CompletableFuture.supplyAsync(() -> read(process.getInputStream()), Thread::startVirtualThread);
        try (var in = process.getOutputStream()) {
            input.transferTo(in);
        } catch (IOException e) {
            // The program did not want all of it; its status says what that means.
        }
        int status = process.waitFor();
        return new Answer(status, out.join(), new String(err.join(), StandardCharsets.UTF_8));
    }

    /// Runs a program that must succeed.
    static byte[] output(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        Answer answer = run(command, environment);
        if (answer.succeeded()) return answer.out();
        throw new IOException(command.getFirst() + " failed with " + answer.status() + ": " + answer.err());
    }

    private static byte[] read(InputStream stream) {
        try (stream; var bytes = new ByteArrayOutputStream()) {
            stream.transferTo(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The path of a program that is searched as a shell does, if there is one.
    static List<Path> search(String name) {
        return java.util.Arrays.stream(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":"))
                .map(directory -> Path.of(directory.isEmpty() ? "." : directory, name))
                .filter(java.nio.file.Files::isExecutable)
                .toList();
    }
}
