package slipway.build.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// The `git` of this machine, with no configuration but ours: it runs no hooks, filters or helpers, asks nobody anything,
/// and speaks only the protocols it is told to.
final class GitProgram {

    /// What is read of its output.
    private static final int MOST = 16 << 20;

    private final Map<String, String> environment;

    /// @param environment all of it
    GitProgram(Map<String, String> environment) {
        this.environment = new LinkedHashMap<>(environment);
    }

    /// How a run ended.
    record Ended(int status, String out, String err) {
        boolean succeeded() {
            return status == 0;
        }

        /// The last lines of what it said, which say what is wrong.
        String complaint() {
            List<String> lines = err.lines().map(line -> line.replaceAll("\\p{Cntrl}", " ").strip())
                    .filter(line -> !line.isEmpty()).toList();
            return String.join("; ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        }
    }

    /// The program with one variable more.
    GitProgram with(String name, String value) {
        var more = new LinkedHashMap<>(environment);
        more.put(name, value);
        return new GitProgram(more);
    }

    /// Runs a command to its end. When this thread is interrupted, the command is stopped.
    Ended run(Path directory, List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = start(builder);
        try {
            process.getOutputStream().close();
            CompletableFuture<String> out = read(process.getInputStream());
            CompletableFuture<String> err = read(process.getErrorStream());
            int status = process.waitFor();
            return new Ended(status, out.join(), err.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SlipwayException.Interrupted();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException io) throw io.getCause();
            throw e;
        } finally {
            stop(process);
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new SlipwayException.BadInput(Problem.of("git is needed for this and was not found")
                    .hint("install the package git"), e);
        }
    }

    private static CompletableFuture<String> read(InputStream stream) {
        var text = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> {
            try (stream) {
                byte[] bytes = stream.readNBytes(MOST);
                stream.transferTo(java.io.OutputStream.nullOutputStream());
                text.complete(new String(bytes, StandardCharsets.UTF_8));
            } catch (IOException e) {
                text.completeExceptionally(new UncheckedIOException(e));
            }
        });
        return text;
    }

    /// What git starts itself (transports, submodules) goes with it.
    private static void stop(Process process) {
        if (!process.isAlive()) return;
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
