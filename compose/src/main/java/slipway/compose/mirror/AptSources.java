package slipway.compose.mirror;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.compose.debian.Stanza;
import slipway.compose.mirror.SuiteSource.Trust;

/// The package sources that a machine's apt is set up with: `sources.list(5)`, both the one-line and the deb822 style.
///
/// What cannot be used (`cdrom:` sources, lines that make no sense) is passed over: it is not our file to judge. Options
/// that weaken trust (`trusted=yes`) are not honoured.
public final class AptSources {

    private static final Pattern LINE = Pattern.compile("deb\\s+(?:\\[([^\\]]*)\\]\\s+)?(\\S+)\\s+(\\S+)\\s*(.*)");

    private final Path root;
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(URI uri, String suite, List<String> components, Optional<Trust> trust,
            List<String> architectures) {}

    private AptSources(Path root) {
        this.root = root;
    }

    /// Reads the sources of the system whose root directory is `root`.
    public static AptSources read(Path root) throws IOException {
        var sources = new AptSources(root);
        Path apt = root.resolve("etc/apt");
        sources.readFile(apt.resolve("sources.list"));
        for (Path file : sorted(apt.resolve("sources.list.d"))) sources.readFile(file);
        return sources;
    }

    private static List<Path> sorted(Path directory) throws IOException {
        var files = new TreeSet<Path>();
        if (!Files.isDirectory(directory)) return List.of();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(files::add);
        }
        return List.copyOf(files);
    }

    private void readFile(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) return;
        String text = Files.readString(file);
        if (file.toString().endsWith(".sources")) Stanza.parse(text).forEach(this::readStanza);
        if (file.toString().endsWith(".list")) text.lines().forEach(this::readLine);
    }

    private void readStanza(Stanza stanza) {
        boolean active = words(stanza.text("Types")).contains("deb") && !stanza.text("Enabled").equalsIgnoreCase("no");
        if (!active) return;
        Optional<Trust> trust = stanza.field("Signed-By").map(this::trust);
        for (String uri : words(stanza.text("URIs"))) {
            for (String suite : words(stanza.text("Suites"))) {
                add(uri, suite, words(stanza.text("Components")), trust, words(stanza.text("Architectures")));
            }
        }
    }

    private void readLine(String line) {
        Matcher match = LINE.matcher(line.replaceFirst("#.*", "").strip());
        if (!match.matches()) return;
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : words(match.group(1) == null ? "" : match.group(1))) {
            String[] parts = option.split("=", 2);
            if (parts.length == 2) options.put(parts[0], parts[1]);
        }
        Optional<Trust> trust = Optional.ofNullable(options.get("signed-by")).map(this::trust);
        List<String> architectures = List.of(options.getOrDefault("arch", "").split(",")).stream().filter(a -> !a.isEmpty())
                .toList();
        add(match.group(2), match.group(3), words(match.group(4)), trust, architectures);
    }

    private void add(String uri, String suite, List<String> components, Optional<Trust> trust, List<String> architectures) {
        boolean usable = uri.matches("(?i)(https?|file):/.*") && !components.isEmpty()
                && suite.matches("[A-Za-z0-9][A-Za-z0-9./+~_-]*");
        if (!usable || suite.contains("..")) return;
        try {
            entries.add(new Entry(URI.create(uri), suite, components, trust, architectures));
        } catch (IllegalArgumentException notAnAddress) {
            // Not our file to judge: apt itself will complain about it.
        }
    }

    /// `Signed-By` holds paths, or a key itself; a blank line of that is written as a dot.
    private Trust trust(String value) {
        if (value.contains("-----BEGIN PGP PUBLIC KEY BLOCK-----")) {
            String armored = value.strip().lines().map(line -> line.strip().equals(".") ? "" : line)
                    .reduce("", (a, b) -> a + b + "\n");
            return new Trust(List.of(), Optional.of(armored));
        }
        return new Trust(List.of(value.split("[,\\s]+")).stream().filter(word -> word.startsWith("/"))
                .map(word -> root.resolve(word.substring(1))).toList(), Optional.empty());
    }

    /// The sources for a suite of a distribution, with its updates and security fixes, for one architecture.
    ///
    /// When this machine has another suite of the distribution, its mirrors are asked for the wanted one.
    public List<SuiteSource> forSuite(String distribution, String suite, List<String> components, String architecture)
            throws IOException {
        List<SuiteSource> found = matching(distribution, suite, suite, components, architecture);
        if (!found.isEmpty()) return found;
        return codename().map(own -> {
            try {
                return matching(distribution, own, suite, components, architecture);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).orElse(List.of());
    }

    private List<SuiteSource> matching(String distribution, String own, String wanted, List<String> components,
            String architecture)
            throws IOException {
        var found = new ArrayList<SuiteSource>();
        for (Entry entry : entries) {
            List<String> common = components.stream().filter(entry.components::contains).toList();
            boolean right = entry.architectures.isEmpty() || entry.architectures.contains(architecture);
            if (!belongs(entry.suite, own) || common.isEmpty() || !right) continue;
            Trust trust = entry.trust.filter(t -> t.embedded().isPresent() || !t.files().isEmpty())
                    .orElse(defaultTrust(distribution));
            String suite = wanted + entry.suite.substring(own.length());
            found.add(new SuiteSource(entry.uri, suite, common, trust, Optional.of(distribution)));
        }
        return found;
    }

    private static boolean belongs(String suite, String wanted) {
        return suite.equals(wanted) || suite.equals(wanted + "-updates") || suite.equals(wanted + "-security")
                || suite.equals(wanted + "/updates");
    }

    private Optional<String> codename() throws IOException {
        Path file = root.resolve("etc/os-release");
        if (!Files.isReadable(file)) return Optional.empty();
        return Files.readString(file).lines().filter(line -> line.startsWith("VERSION_CODENAME="))
                .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", "").strip()).filter(name -> !name.isEmpty())
                        .findFirst();
    }

    /// The keys that this machine's apt believes where a source names none, or else the distribution's own keyring.
    public Trust defaultTrust(String distribution) throws IOException {
        var files = new ArrayList<Path>();
        for (String name : List.of("pgp", "gpg")) {
            Path keyring = root.resolve("usr/share/keyrings/" + distribution + "-archive-keyring." + name);
            if (files.isEmpty() && Files.isReadable(keyring)) files.add(keyring);
        }
        if (!files.isEmpty()) return new Trust(files, Optional.empty());
        for (Path file : sorted(root.resolve("etc/apt/trusted.gpg.d"))) {
            if (file.toString().matches(".*\\.(gpg|asc|pgp)")) files.add(file);
        }
        Path old = root.resolve("etc/apt/trusted.gpg");
        if (Files.isReadable(old)) files.add(old);
        return new Trust(files, Optional.empty());
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+")).stream().filter(word -> !word.isEmpty()).toList();
    }
}
