package slipway.compose.debian;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Digest;

/// One binary package as an index lists it. Relation fields stay text until they are asked for: an index has tens of
/// thousands of packages, a closure some dozens.
///
/// @param suite which of the composition's suites lists it, counted from 0
/// @param filename the path of the `.deb` below the mirror's root
/// @param size bytes of the `.deb`
public record BinaryPackage(
        String name,
        DebVersion version,
        String architecture,
        Priority priority,
        int suite,
        String filename,
        long size,
        Digest digest,
        Fields fields) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._-]*");

    /// The relation fields, as they stand.
    public record Fields(String preDepends, String depends, String provides, String conflicts, String breaks) {}

    /// How much a distribution wants a package on every machine: the most wanted first.
    public enum Priority {
        REQUIRED,
        IMPORTANT,
        STANDARD,
        OPTIONAL,
        EXTRA;

        static Priority of(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "required" -> REQUIRED;
                case "important" -> IMPORTANT;
                case "standard" -> STANDARD;
                case "extra" -> EXTRA;
                default -> OPTIONAL;
            };
        }
    }

    /// A package from its paragraph in an index.
    ///
    /// @throws SlipwayException.CorruptData when a field that is needed is missing or cannot be
    static BinaryPackage of(Stanza stanza, int suite) {
        String name = stanza.text("Package");
        try {
            return new BinaryPackage(checkedName(name), new DebVersion(stanza.text("Version")), stanza.text("Architecture"),
                    Priority.of(stanza.text("Priority")), suite, checkedPath(stanza.text("Filename")),
                    Long.parseLong(stanza.text("Size")), new Digest("sha256", stanza.text("SHA256")),
                    new Fields(stanza.text("Pre-Depends"), stanza.text("Depends"), stanza.text("Provides"),
                            stanza.text("Conflicts"), stanza.text("Breaks")));
        } catch (NumberFormatException | SlipwayException.BadInput e) {
            throw new SlipwayException.CorruptData(
                    Problem.of("the index entry of the package \"" + name + "\" is broken: " + e.getMessage()), e);
        }
    }

    /// A name that can be a package's, and so a file's.
    ///
    /// @throws SlipwayException.BadInput when it cannot
    public static String checkedName(String name) {
        if (NAME.matcher(name).matches()) return name;
        throw new SlipwayException.BadInput(Problem.of("not a name of a package: \"" + name + "\""));
    }

    /// A path that stays below the mirror's root.
    ///
    /// @throws SlipwayException.BadInput when it does not
    public static String checkedPath(String path) {
        boolean inside = !path.isEmpty() && path.chars().allMatch(c -> c > ' ' && c < 0x7f)
                && List.of(path.split("/", -1)).stream()
                        .noneMatch(part -> part.isEmpty() || part.equals("..") || part.equals("."));
        if (!inside) throw new SlipwayException.BadInput(Problem.of("not a path below a mirror: \"" + path + "\""));
        return path;
    }

    /// What has to be there for this package: `Pre-Depends`, then `Depends`.
    public List<List<Relation>> dependencies() {
        return Relation.parseGroups(fields.preDepends + "," + fields.depends);
    }

    public List<Relation> provides() {
        return Relation.parseList(fields.provides);
    }

    /// What must not be there: `Conflicts` and `Breaks`.
    public List<Relation> conflicts() {
        return Relation.parseList(fields.conflicts + "," + fields.breaks);
    }

    /// Whether this package is what `relation` asks for, under its own name or one that it provides.
    ///
    /// A relation with a version is met by a provided name only when that has a version too (Debian Policy 7.5).
    public boolean satisfies(Relation relation) {
        if (!relation.isNative(architecture) && !architecture.equals("all")) return false;
        if (name.equals(relation.name())) return relation.accepts(version);
        if (!fields.provides.contains(relation.name())) return false;
        return provides().stream().filter(provided -> provided.name().equals(relation.name())).anyMatch(provided ->
                relation.bound().isEmpty() || provided.bound().isPresent()
                        && relation.accepts(provided.bound().get().version()));
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
