package slipway.conformance;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A directory whose `Dockerfile` is built by both, from the files in `context/` and those that `context.txt` declares
/// ([FileList]).
///
/// `case.properties` may say:
///
/// - `arg.NAME`, `label.NAME`, `target`: as on the command line
/// - `expect=failure`: both must refuse; `message` is a regular expression for what Slipway says
/// - `reference=expected`: Docker of this age cannot build it; `expected.txt` says what comes out
/// - `ignore`: a regular expression that is found in the differences that may be; `reason` says why they may
/// - `pending`: why Slipway cannot do it yet; that it still cannot is tested
/// - `needs=alpine`: built only where the image can be made
/// - `everywhere=true`: also built by the other executors and snapshotters and by an ordinary user, with equal digests
/// - `rootless=no`: but not by an ordinary user, who may not make devices
record Case(String name, Path directory, Properties properties) {

    private static final List<String> KEYS = List.of("target", "expect", "message", "reference", "ignore", "reason", "needs",
            "everywhere", "rootless", "pending");

    static List<Case> all() throws IOException {
        try (Stream<Path> directories = Files.list(home().resolve("cases"))) {
            return directories.filter(Files::isDirectory).sorted().map(Case::of).toList();
        }
    }

    /// The cases that are built by everything we have, with one result.
    static List<Case> everywhere() throws IOException {
        return all().stream().filter(test -> test.property("everywhere").filter("true"::equals).isPresent()).toList();
    }

    private static Case of(Path directory) {
        var properties = new Properties();
        Path file = directory.resolve("case.properties");
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
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
            boolean known = key.startsWith("arg.") || key.startsWith("label.")
                    || KEYS.contains(key);
            if (!known) throw new IllegalArgumentException(name + ": unknown property " + key);
        }
        if (properties.containsKey("ignore") != properties.containsKey("reason")) {
            throw new IllegalArgumentException(name + ": what is ignored needs a reason");
        }
    }

    SequencedMap<String, String> arguments() {
        return withPrefix("arg.");
    }

    SequencedMap<String, String> labels() {
        return withPrefix("label.");
    }

    private SequencedMap<String, String> withPrefix(String prefix) {
        var found = new LinkedHashMap<String, String>();
        properties.stringPropertyNames().stream().filter(key -> key.startsWith(prefix)).sorted()
                .forEach(key -> found.put(key.substring(prefix.length()), properties.getProperty(key)));
        return found;
    }

    Optional<String> property(String key) {
        return Optional.ofNullable(properties.getProperty(key));
    }

    boolean expectsFailure() {
        return property("expect").filter("failure"::equals).isPresent();
    }

    boolean isComparedWithDocker() {
        return !property("reference").filter("expected"::equals).isPresent();
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
}
