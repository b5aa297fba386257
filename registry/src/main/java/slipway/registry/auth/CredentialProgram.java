package slipway.registry.auth;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;
import slipway.registry.transport.Redaction;

/// A `docker-credential-…` program, which keeps credentials in the system's keychain or gets them from a cloud.
///
/// Its protocol: the verb is the argument, the input is the server's name (`get`, `erase`) or an object (`store`), the
/// output an object (`get`) or nothing; a failure's words are on the standard output.
final class CredentialProgram {

    private static final int LARGEST = 1 << 20;
    private static final long PATIENCE_SECONDS = 60;

    /// The user's name that says that the secret is an identity token.
    private static final String TOKEN_USER = "<token>";

    private final String name;
    private final Map<String, String> environment;

    CredentialProgram(String name, Map<String, String> environment) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new SlipwayException.BadInput(Problem.of("not the name of a credential program: " + Redaction.text(name))
                    .hint("ecr-login means the program docker-credential-ecr-login"));
        }
        this.name = "docker-credential-" + name;
        this.environment = environment;
    }

    /// @return absent when the program knows nothing of the server
    Optional<Credential> get(String server) throws IOException {
        Finished finished = run("get", server);
        if (finished.status != 0) {
            String lower = finished.output.toLowerCase(java.util.Locale.ROOT);
            if (lower.contains("credentials not found") || lower.contains("no credentials")) return Optional.empty();
            throw failed("get", finished.output);
        }
        try {
            Json.Obj answer = Json.parseObject(finished.output.getBytes(StandardCharsets.UTF_8));
            String user = answer.string("Username").orElse("");
            String secret = answer.string("Secret").orElse("");
            if (secret.isEmpty()) return Optional.empty();
            boolean identity = user.equals(TOKEN_USER);
            return Optional.of(identity ? new Credential.IdentityToken(secret) : new Credential.Password(user, secret));
        } catch (InvalidJson e) {
            throw failed("get", "it printed something other than a JSON object");
        }
    }

    void store(String server, Credential credential) throws IOException {
        Json.Obj entry = switch (credential) {
            case Credential.Password(var user, var password) -> entry(server, user, password);
            case Credential.IdentityToken(var token) -> entry(server, TOKEN_USER, token);
            case Credential.RegistryToken _, Credential.None _ ->
                throw new IllegalArgumentException("credential programs keep passwords and identity tokens only");
        };
        Finished finished = run("store", entry.toText());
        if (finished.status != 0) throw failed("store", finished.output);
    }

    private static Json.Obj entry(String server, String user, String secret) {
        return Json.object().put("ServerURL", server).put("Username", user).put("Secret", secret).build();
    }

    void erase(String server) throws IOException {
        Finished finished = run("erase", server);
        if (finished.status != 0) throw failed("erase", finished.output);
    }

    private SlipwayException.BadInput failed(String verb, String why) {
        return new SlipwayException.BadInput(Problem.of("the credential program " + name + " failed to " + verb + ": "
                + (why.isBlank() ? "it said nothing" : Redaction.text(why))));
    }

    private record Finished(int status, String output) {}

    private Finished run(String verb, String input) throws IOException {
        var builder = new ProcessBuilder(executable().toString(), verb).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            var output = CompletableFuture.supplyAsync(() -> drain(process.getInputStream()),
                    task -> Thread.ofVirtual().start(task));
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException closedEarly) {
                // A program may answer without reading; its status says whether it could.
                if (process.isAlive()) process.waitFor(1, TimeUnit.SECONDS);
            }
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) throw failed(verb, "it did not end");
            return new Finished(process.exitValue(), output.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SlipwayException.Interrupted();
        } finally {
            process.destroyForcibly();
        }
    }

    private static String drain(InputStream stream) {
        try (stream) {
            return new String(stream.readNBytes(LARGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path executable() {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new SlipwayException.BadInput(Problem.of("there is no " + name + " on the PATH")
                        .hint("install it, or take it out of credsStore and credHelpers in Docker's config.json")));
    }
}
