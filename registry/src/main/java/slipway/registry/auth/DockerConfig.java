package slipway.registry.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;

/// Docker's `config.json`, as far as it is about credentials: `auths`, `credHelpers`, `credsStore`. Podman's `auth.json` has
/// the same form.
///
/// A credential is looked for where a login would have put it: with the registry's own program, else the common program,
/// else in the file. All else that the file holds is kept when it is written.
public final class DockerConfig implements Credentials {

    private static final int LARGEST = 8 << 20;

    /// The name under which Docker keeps credentials for docker.io, from the days of the first registry protocol.
    private static final String DOCKER_IO_KEY = "https://index.docker.io/v1/";

    private final Path file;
    private final Map<String, String> environment;

    private DockerConfig(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = Map.copyOf(environment);
    }

    /// `$DOCKER_CONFIG/config.json`, else `.docker/config.json` in the home directory.
    public static DockerConfig fromEnvironment(Map<String, String> environment, Path home) {
        Path directory = Optional.ofNullable(environment.get("DOCKER_CONFIG")).filter(text -> !text.isEmpty()).map(Path::of)
                .orElse(home.resolve(".docker"));
        return at(directory.resolve("config.json"), environment);
    }

    /// That file; it need not be there. Credential programs are looked for on the environment's `PATH`.
    public static DockerConfig at(Path file, Map<String, String> environment) {
        return new DockerConfig(file, environment);
    }

    public Path file() {
        return file;
    }

    /// @throws SlipwayException.BadInput when the file is not such a configuration, or a credential program fails
    @Override
    public Credential of(String registry) throws IOException {
        Json.Obj config = read();
        for (String key : keys(registry)) {
            Optional<String> own = config.object("credHelpers").string(key);
            if (own.isPresent()) return program(own.get()).get(serverKey(registry, key)).orElse(Credential.NONE);
        }
        Optional<String> common = config.string("credsStore").filter(name -> !name.isEmpty());
        if (common.isPresent()) {
            Optional<Credential> stored = program(common.get()).get(serverKey(registry, registry));
            if (stored.isPresent()) return stored.get();
        }
        return entry(config, registry).map(this::credential).orElse(Credential.NONE);
    }

    /// Where a login was kept.
    public sealed interface Place {

        /// In the file, where whoever can read the file can read the password.
        record InFile(Path file) implements Place {}

        /// With a credential program.
        record WithProgram(String name) implements Place {}
    }

    /// Keeps a credential for a registry, with the program that is in charge of it, or in the file. The file is replaced in
    /// one step and can be read by its owner alone.
    public Place store(String registry, Credential credential) throws IOException {
        Json.Obj config = read();
        String key = storedKey(registry);
        Optional<String> name = programFor(config, registry);
        Json.Obj auths = config.object("auths");
        if (name.isPresent()) {
            program(name.get()).store(key, credential);
            // Docker leaves an empty entry, so that a list of logins shows it.
            write(config.with("auths", without(auths, registry).with(key, Json.EMPTY)));
            return new Place.WithProgram(name.get());
        }
        write(config.with("auths", without(auths, registry).with(key, toJson(credential))));
        return new Place.InFile(file);
    }

    /// Forgets what is kept for a registry.
    ///
    /// @return whether there was anything
    public boolean erase(String registry) throws IOException {
        Json.Obj config = read();
        boolean known = false;
        Optional<String> name = programFor(config, registry);
        if (name.isPresent()) {
            known = program(name.get()).get(storedKey(registry)).isPresent();
            if (known) program(name.get()).erase(storedKey(registry));
        }
        Json.Obj auths = config.object("auths");
        Json.Obj rest = without(auths, registry);
        if (rest.members().size() == auths.members().size()) return known;
        write(config.with("auths", rest));
        return true;
    }

    /// The registries that the file has entries for, as it writes them.
    public List<String> registries() throws IOException {
        return List.copyOf(read().object("auths").members().keySet());
    }

    private Optional<String> programFor(Json.Obj config, String registry) {
        return keys(registry).stream().flatMap(key -> config.object("credHelpers").string(key).stream()).findFirst()
                .or(() -> config.string("credsStore")).filter(name -> !name.isEmpty());
    }

    private CredentialProgram program(String name) {
        return new CredentialProgram(name, environment);
    }

    private static List<String> keys(String registry) {
        return registry.equals("docker.io")
                ? List.of("docker.io", "index.docker.io", DOCKER_IO_KEY, "registry-1.docker.io")
                : List.of(registry);
    }

    private static String storedKey(String registry) {
        return registry.equals("docker.io") ? DOCKER_IO_KEY : registry;
    }

    private static String serverKey(String registry, String key) {
        return registry.equals("docker.io") ? DOCKER_IO_KEY : key;
    }

    private static Optional<Json.Obj> entry(Json.Obj config, String registry) {
        Json.Obj auths = config.object("auths");
        return auths.members().keySet().stream()
                .filter(key -> names(key, registry))
                .map(auths::object)
                .filter(entry -> !entry.members().isEmpty())
                .findFirst();
    }

    private static Json.Obj without(Json.Obj auths, String registry) {
        Json.Obj rest = auths;
        for (String key : auths.members().keySet()) {
            if (names(key, registry)) rest = rest.without(key);
        }
        return rest;
    }

    /// Whether a key of `auths` means the registry: as it is, or as an address with a scheme and an API version.
    private static boolean names(String key, String registry) {
        String host = key.replaceFirst("^https?://", "").replaceFirst("/(v[12]/?)?$", "");
        return keys(registry).stream().anyMatch(name -> name.equals(key) || name.equals(host));
    }

    private Credential credential(Json.Obj entry) {
        Optional<String> identity = entry.string("identitytoken").filter(text -> !text.isEmpty());
        if (identity.isPresent()) return new Credential.IdentityToken(identity.get());
        Optional<String> token = entry.string("registrytoken").filter(text -> !text.isEmpty());
        if (token.isPresent()) return new Credential.RegistryToken(token.get());
        Optional<String> auth = entry.string("auth").filter(text -> !text.isEmpty());
        if (auth.isPresent()) return password(auth.get());
        Optional<String> user = entry.string("username").filter(text -> !text.isEmpty());
        return user.<Credential>map(name -> new Credential.Password(name, entry.string("password").orElse("")))
                .orElse(Credential.NONE);
    }

    private Credential password(String base64) {
        try {
            String text = new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            if (colon > 0) {
                return new Credential.Password(text.substring(0, colon), text.substring(colon + 1).replaceAll("\0+$", ""));
            }
        } catch (IllegalArgumentException notBase64) {
            throw bad("an \"auth\" is not base64");
        }
        throw bad("an \"auth\" does not hold user:password");
    }

    private static Json.Obj toJson(Credential credential) {
        return switch (credential) {
            case Credential.None _ -> Json.EMPTY;
            case Credential.Password(var user, var password) -> Json.object()
                    .put("auth", Base64.getEncoder()
                            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)))
                    .build();
            case Credential.IdentityToken(var token) -> Json.object().put("auth", "").put("identitytoken", token).build();
            case Credential.RegistryToken(var token) -> Json.object().put("registrytoken", token).build();
        };
    }

    private Json.Obj read() throws IOException {
        try {
            if (Files.size(file) > LARGEST) throw bad("it is too large");
            byte[] bytes = Files.readAllBytes(file);
            boolean blank = Stream.of(new String(bytes, StandardCharsets.UTF_8)).allMatch(String::isBlank);
            return blank ? Json.EMPTY : Json.parseObject(bytes);
        } catch (NoSuchFileException none) {
            return Json.EMPTY;
        } catch (InvalidJson e) {
            throw bad(e.getMessage());
        }
    }

    private SlipwayException.BadInput bad(String why) {
        return new SlipwayException.BadInput(Problem.of("cannot use the credentials in " + file + ": " + why));
    }

    private void write(Json.Obj config) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file;
        PrivateFile.replace(target, config.toPrettyText().getBytes(StandardCharsets.UTF_8));
    }
}
