package slipway.compose;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import slipway.compose.Composition.Contents;
import slipway.compose.Composition.Directory;
import slipway.compose.Composition.Group;
import slipway.compose.Composition.InlineFile;
import slipway.compose.Composition.TrustStore;
import slipway.compose.Composition.User;
import slipway.compose.debian.DebVersion;
import slipway.compose.debian.Wish;
import slipway.compose.unpack.Pruning;
import slipway.compose.yaml.YamlNode;
import slipway.compose.yaml.YamlNode.Mapping;
import slipway.compose.yaml.YamlNode.Scalar;
import slipway.diagnostics.Location;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.diagnostics.Suggestion;
import slipway.image.Platform;

/// A composition while its files are read: lists grow, single values are replaced.
final class CompositionDraft {

    static final List<String> KEYS =
            List.of("include", "distribution", "suite", "components", "mirror", "security-mirror", "keyring",
            "packages", "exclude", "keep", "certificates", "users", "groups", "directories", "files", "links", "env",
                    "entrypoint",
            "cmd", "workdir", "user", "labels", "architectures");

    private static final Pattern PACKAGE = Pattern.compile("[a-z0-9][a-z0-9+.-]+");
    private static final Pattern ACCOUNT = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+/~_-]*");
    private static final Pattern MODE = Pattern.compile("[0-7]{3,5}");
    private static final String NO_LOGIN = "/sbin/nologin";

    private Optional<String> distribution = Optional.empty();
    private Optional<String> suite = Optional.empty();
    private List<String> components = List.of("main");
    private Optional<String> mirror = Optional.empty();
    private Optional<String> securityMirror = Optional.empty();
    private Optional<Path> keyring = Optional.empty();
    private final SequencedMap<String, Wish> packages = new LinkedHashMap<>();
    private final TreeSet<String> exclusions = new TreeSet<>();
    private final List<String> prunedPaths = new ArrayList<>();
    private final List<String> keptPaths = new ArrayList<>();
    private final Set<Pruning.Kind> kept = EnumSet.noneOf(Pruning.Kind.class);
    private final Set<TrustStore> certificates = EnumSet.of(TrustStore.BUNDLE);
    private final SequencedMap<String, User> users = new LinkedHashMap<>();
    private final SequencedMap<String, Group> groups = new LinkedHashMap<>();
    private final SequencedMap<String, Directory> directories = new LinkedHashMap<>();
    private final SequencedMap<String, InlineFile> files = new LinkedHashMap<>();
    private final SequencedMap<String, String> links = new LinkedHashMap<>();
    private final SequencedMap<String, String> env = new LinkedHashMap<>();
    private Optional<List<String>> entrypoint = Optional.empty();
    private Optional<List<String>> command = Optional.empty();
    private Optional<String> workingDirectory = Optional.empty();
    private Optional<String> user = Optional.empty();
    private final SequencedMap<String, String> labels = new LinkedHashMap<>();
    private final SequencedMap<String, Platform> platforms = new LinkedHashMap<>();
    private int layers;

    /// Adds what one file says.
    ///
    /// @param directory where relative paths in it begin; absent for a file that ships with Slipway
    void add(Mapping root, Optional<Path> directory) {
        distribution = word(root, "distribution").or(() -> distribution);
        suite = word(root, "suite").or(() -> suite);
        if (root.member("components").isPresent()) {
            components = root.scalars("components").stream().map(scalar -> matching(scalar, WORD, "a component")).toList();
        }
        mirror = address(root, "mirror").or(() -> mirror);
        securityMirror = address(root, "security-mirror").or(() -> securityMirror);
        keyring = root.string("keyring").map(path -> directory.map(d -> d.resolve(path)).orElse(Path.of(path)))
                .or(() -> keyring);
        addSelection(root);
        addAccounts(root);
        addContents(root);
        addRunning(root);
    }

    private void addSelection(Mapping root) {
        List<Scalar> wished = root.scalars("packages");
        for (Scalar wish : wished) {
            String[] parts = wish.text().split("=", 2);
            Scalar name = new Scalar(parts[0].strip(), wish.presence(), wish.location());
            Optional<DebVersion> version = parts.length == 1 ? Optional.empty()
                    : Optional.of(version(parts[1].strip(), wish));
            int layer = packages.containsKey(name.text()) ? packages.get(name.text()).group() : layers;
            packages.put(matching(name, PACKAGE, "a package"), new Wish(name.text(), version, layer, wish.location()));
        }
        if (!wished.isEmpty()) layers++;
        for (Scalar exclusion : root.scalars("exclude")) {
            if (exclusion.text().startsWith("/")) prunedPaths.add(exclusion.text());
            else exclusions.add(matching(exclusion, PACKAGE, "a package, nor a path that begins with /"));
        }
        for (Scalar keep : root.scalars("keep")) {
            if (keep.text().startsWith("/")) keptPaths.add(keep.text());
            else kept.add(constant(Pruning.Kind.class, keep));
        }
        root.scalars("certificates").forEach(form -> certificates.add(constant(TrustStore.class, form)));
        for (Scalar architecture : root.scalars("architectures")) {
            try {
                Platform platform = Platform.parse(architecture.text());
                platforms.put(platform.toString(), platform);
            } catch (SlipwayException.BadInput e) {
                throw e.in(architecture.location());
            }
        }
    }

    private static DebVersion version(String text, Scalar place) {
        try {
            return new DebVersion(text);
        } catch (SlipwayException.BadInput e) {
            throw e.in(place.location());
        }
    }

    private void addAccounts(Mapping root) {
        for (YamlNode item : root.items("groups")) {
            Mapping group = item.asMapping("a group").only(List.of("name", "gid", "members"));
            String name = matching(group.required("name"), ACCOUNT, "a name of a group");
            List<String> members = group.scalars("members").stream()
                    .map(member -> matching(member, ACCOUNT, "a name of a user")).toList();
            groups.put(name, new Group(name, id(group.required("gid")), members));
        }
        for (YamlNode item : root.items("users")) {
            Mapping user = item.asMapping("a user").only(List.of("name", "uid", "gid", "home", "shell"));
            String name = matching(user.required("name"), ACCOUNT, "a name of a user");
            int uid = id(user.required("uid"));
            int gid = user.scalar("gid").map(CompositionDraft::id).orElse(uid);
            users.put(name, new User(name, uid, gid, user.scalar("home").map(CompositionDraft::path).orElse("/nonexistent"),
                    user.scalar("shell").map(CompositionDraft::path).orElse(NO_LOGIN)));
            boolean grouped = groups.values().stream().anyMatch(group -> group.gid() == gid);
            if (!grouped) groups.put(name, new Group(name, gid, List.of()));
        }
    }

    private void addContents(Mapping root) {
        for (YamlNode item : root.items("directories")) {
            if (item instanceof Scalar scalar) {
                directories.put(path(scalar), new Directory(path(scalar), 0755, 0, 0));
                continue;
            }
            Mapping directory = item.asMapping("a directory").only(List.of("path", "mode", "owner"));
            String path = path(directory.required("path"));
            int[] owner = owner(directory);
            directories.put(path, new Directory(path, mode(directory, 0755), owner[0], owner[1]));
        }
        for (YamlNode item : root.items("files")) {
            Mapping file = item.asMapping("a file").only(List.of("path", "mode", "owner", "text"));
            String path = path(file.required("path"));
            int[] owner = owner(file);
            files.put(path, new InlineFile(path, mode(file, 0644), owner[0], owner[1], file.required("text").text()));
        }
        root.member("links").ifPresent(node -> node.asMapping("links").pairs().forEach(pair ->
                links.put(path(pair.key()), matching(pair.value().asScalar("a link's target"),
                        Pattern.compile("[^\\x00-\\x1f]+"), "a target"))));
    }

    private void addRunning(Mapping root) {
        env.putAll(root.strings("env"));
        labels.putAll(root.strings("labels"));
        entrypoint = words(root, "entrypoint").or(() -> entrypoint);
        if (root.member("entrypoint").isPresent()) command = Optional.empty();
        command = words(root, "cmd").or(() -> command);
        workingDirectory = root.scalar("workdir").map(CompositionDraft::path).or(() -> workingDirectory);
        user = root.string("user").or(() -> user);
    }

    Composition finish(String name, Optional<Path> file, List<Source> sources) {
        Mapping root = new Mapping(List.of(),
                new Location(sources.getLast(), Span.at(0)));
        String known = suite.orElseThrow(() -> root.refuse("the key suite is missing", "for example suite: bookworm"));
        var origin = new Composition.Origin(distribution.orElse("debian"), known, components, mirror, securityMirror,
                keyring);
        exclusions.removeAll(packages.keySet());
        var contents = new Contents(List.copyOf(users.values()), List.copyOf(groups.values()),
                List.copyOf(directories.values()),
                List.copyOf(files.values()), links, Set.copyOf(certificates));
        return new Composition(name, file, sources, origin,
                new Composition.Selection(List.copyOf(packages.values()), exclusions, List.copyOf(prunedPaths),
                        List.copyOf(keptPaths),
                        Set.copyOf(kept)),
                contents, new Composition.Running(env, entrypoint, command, workingDirectory, user, labels),
                        List.copyOf(platforms.values()));
    }

    private static Optional<List<String>> words(Mapping root, String key) {
        return root.member(key).map(node -> node.asScalars(key).stream().map(Scalar::text).toList());
    }

    private static Optional<String> word(Mapping root, String key) {
        return root.scalar(key).map(scalar -> matching(scalar, WORD, "a " + key));
    }

    private static Optional<String> address(Mapping root, String key) {
        return root.scalar(key).map(scalar ->
                matching(scalar, Pattern.compile("(?i)(https?|file):/\\S+"), "an address (http, https or file)"));
    }

    private static String matching(Scalar scalar, Pattern pattern, String what) {
        Predicate<String> inside = text -> !text.contains("..");
        if (!pattern.matcher(scalar.text()).matches() || pattern.equals(WORD) && !inside.test(scalar.text())) {
            throw scalar.refuse("not " + what + ": " + scalar.text());
        }
        return scalar.text();
    }

    private static int id(Scalar scalar) {
        if (!scalar.text().matches("[0-9]{1,9}")) throw scalar.refuse("not a numeric id: " + scalar.text());
        return Integer.parseInt(scalar.text());
    }

    private static String path(Scalar scalar) {
        String path = scalar.text();
        boolean fine = path.matches("/[^\\x00-\\x1f:]*") && Arrays.stream(path.substring(1).split("/", -1))
                .noneMatch(part -> part.equals("..") || part.equals(".")) && !path.contains("//");
        if (!fine) throw scalar.refuse("not an absolute path: " + path);
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static int mode(Mapping item, int usual) {
        return item.scalar("mode").map(scalar -> {
            String digits = scalar.text().replaceFirst("^0o", "");
            if (!MODE.matcher(digits).matches() || Integer.parseInt(digits, 8) > 07777) {
                throw scalar.refuse("not a mode: " + scalar.text(), "octal digits are expected, for example 0755");
            }
            return Integer.parseInt(digits, 8);
        }).orElse(usual);
    }

    /// `uid`, or `uid:gid`.
    private static int[] owner(Mapping item) {
        return item.scalar("owner").map(scalar -> {
            String[] parts = scalar.text().split(":", 2);
            int uid = id(new Scalar(parts[0], scalar.presence(), scalar.location()));
            return new int[] {uid, parts.length == 1 ? uid : id(new Scalar(parts[1], scalar.presence(), scalar.location()))};
        }).orElse(new int[] {0, 0});
    }

    private static <E extends Enum<E>> E constant(Class<E> type, Scalar scalar) {
        List<String> known = Arrays.stream(type.getEnumConstants()).map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!known.contains(scalar.text())) {
            throw scalar.refuse("unknown word " + scalar.text(),
                    Suggestion.didYouMean(scalar.text(), known).orElse("known words: " + String.join(", ", known)));
        }
        return Enum.valueOf(type, scalar.text().toUpperCase(Locale.ROOT));
    }
}
