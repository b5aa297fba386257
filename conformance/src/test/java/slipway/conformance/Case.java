package slipway.conformance;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A directory that says how something is built: by `slipway build` in this process and by `docker buildx build`, with the
/// same words, in the same directory. What comes out is compared.
///
/// - `Dockerfile`, `context/` and the files that `context.txt` declares ([FileList]) make the context, where both are run
/// - `then/` and `then.txt` are laid over it for a second build
/// - `serve/` and `serve.txt` are served at `{server}`; what is below `private/` wants the token `token`
/// - `repository/` and `repository.txt` are committed to a git repository, tagged `v1` on the branch `main`, at
///   `{server}/repository.git`
/// - `setup.sh` is run before, where `serve` and `repository` lie, with the variables `CONTEXT` and `SERVER`; lines
///   `NAME=value` that it prints are variables of both builds, and a process `PID=…` is ended after them
///
/// `case.properties` may say:
///
/// - `options`: words of the command line. `{context}`, `{room}` (what `setup.sh` sees), `{out}` (an empty directory, whose
///   files are compared), `{server}`, `{host}` (the same without the scheme), `{commit}` (of the repository)
///   and `{nonce}` (another number each time) are replaced, the last four in the `Dockerfile`, too, where files are served.
///   Unless an output is among them, an OCI archive is asked for.
/// - `context`: the operand, if it is not `.`
/// - `command=bake`: not `build`
/// - `stdin`: a file whose content is standard input
/// - `env.NAME`: a variable
/// - `expect=failure`: both must refuse; `message` is a regular expression for what Slipway says
/// - `reference=buildah`: BuildKit cannot say it yet, so files are compared with buildah's;
///   `reference=expected`: none can; `expected.txt` says what comes out, and `reason` why nobody is asked
/// - `also`: more that is compared: `times` of files and history, `cached` (which steps of the build after
///   the change were), `output` (what was printed)
/// - `ignore`: a regular expression that is found in the differences that may be; `reason` says why they may
/// - `pending`: why Slipway cannot do it yet; that it still refuses is tested
/// - `needs=alpine`: built only where the image can be made
/// - `everywhere=true`: also built by the other executors and snapshotters and by an ordinary user, with equal digests
/// - `rootless=no`: but not by an ordinary user, who may not make devices
record Case(String name, Path directory, Properties properties) {

    /// Who says what is right.
    enum Reference {
        BUILDKIT,
        BUILDAH,
        EXPECTED
    }

    private static final Set<String> KEYS = Set.of("options", "context", "command", "stdin", "expect", "message",
            "reference", "also", "ignore", "reason", "needs", "everywhere", "rootless", "pending");
    private static final String ENVIRONMENT = "env.";

    static List<Case> all() throws IOException {
        try (Stream<Path> directories = Files.list(home().resolve("cases"))) {
            return directories.filter(Files::isDirectory).sorted().map(Case::of).toList();
        }
    }

    /// The cases that are built by everything we have, with one result.
    static List<Case> everywhere() throws IOException {
        return all().stream().filter(test -> test.says("everywhere", "true")).toList();
    }

    private static Case of(Path directory) {
        var properties = new Properties();
        Path file = directory.resolve("case.properties");
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        var test = new Case(directory.getFileName().toString(), directory, properties);
        test.check();
        return test;
    }

    /// The module's directory, whether tests are started there or at the top.
    static Path home() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("cases")) ? here : here.resolve("conformance");
    }

    private void check() {
        for (String key : properties.stringPropertyNames()) {
            boolean known = key.startsWith(ENVIRONMENT) || KEYS.contains(key);
            if (!known) throw new IllegalArgumentException(name + ": unknown property " + key);
        }
        boolean needsReason = properties.containsKey("ignore") || reference() == Reference.EXPECTED;
        if (needsReason != properties.containsKey("reason")) {
            throw new IllegalArgumentException(name + ": what is not compared needs a reason, and nothing else does");
        }
    }

    Optional<String> property(String key) {
        return Optional.ofNullable(properties.getProperty(key));
    }

    boolean says(String key, String value) {
        return value.equals(properties.getProperty(key));
    }

    /// The words of the command line, before anything is replaced in them.
    List<String> options() {
        return Words.split(properties.getProperty("options", ""));
    }

    Map<String, String> environment() {
        var found = new TreeMap<String, String>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(ENVIRONMENT)) found.put(key.substring(ENVIRONMENT.length()), properties.getProperty(key));
        }
        return found;
    }

    boolean expectsFailure() {
        return says("expect", "failure");
    }

    Reference reference() {
        return switch (properties.getProperty("reference", "buildkit")) {
            case "buildkit" -> Reference.BUILDKIT;
            case "buildah" -> Reference.BUILDAH;
            case "expected" -> Reference.EXPECTED;
            default -> throw new IllegalArgumentException(name + ": no such reference");
        };
    }

    /// Whether something is compared that usually is not: `times`, `cached` or `output`.
    boolean comparesAlso(String what) {
        return Words.split(properties.getProperty("also", "")).contains(what);
    }

    /// Whether a line of a comparison does not count.
    boolean ignores(String line) {
        return property("ignore").filter(ignored -> Pattern.compile(ignored).matcher(line).find()).isPresent();
    }

    /// The text of a file of the case, if it is there.
    Optional<String> text(String file) throws IOException {
        Path path = directory.resolve(file);
        return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
    }

    /// Whether a directory or a list of files of this name is part of the case.
    boolean has(String part) {
        return Files.exists(directory.resolve(part)) || Files.exists(directory.resolve(part + ".txt"));
    }
}
