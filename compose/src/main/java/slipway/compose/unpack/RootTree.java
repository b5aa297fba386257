package slipway.compose.unpack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import slipway.compose.debian.Relation;
import slipway.compose.debian.Stanza;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.layer.Content;
import slipway.image.layer.Entry;
import slipway.image.layer.EntryOrder;

/// The root file system that packages make together, as a map of paths.
///
/// Every node belongs to a group; the nodes of one group make one layer. `/usr` is merged. Paths that two packages want are
/// an error unless one of them says that it replaces the other's files, or both bring the same link.
public final class RootTree {

    /// What is at a path.
    ///
    /// @param owner the package, or a word for what else put it there
    public record Node(Entry entry, Optional<Content> content, String owner, int group) {}

    private final Pruning pruning;
    private final SortedMap<String, Node> nodes = new TreeMap<>(EntryOrder.PATHS);
    /// What a higher group has put something else over: it stays in its own layer.
    private final Map<String, List<Node>> covered = new HashMap<>();
    private final Map<String, Set<String>> replaces = new HashMap<>();

    public RootTree(Pruning pruning) {
        this.pruning = pruning;
    }

    /// Puts a package's files in, with its entry for scanners below `/var/lib/dpkg/status.d`.
    ///
    /// @throws SlipwayException.BadInput when a path is taken by another package
    /// @throws SlipwayException.CorruptData when a file would go through a link
    public void place(Unpacked binary, int group) {
        Stanza control = Stanza.parse(binary.control()).getFirst();
        var replaced = new LinkedHashSet<String>();
        Relation.parseList(control.text("Replaces")).forEach(relation -> replaced.add(relation.name()));
        replaces.put(binary.name(), replaced);
        for (String top : UsrMerge.ALWAYS) link(top, group);
        var dropped = new LinkedHashSet<String>();
        for (Unpacked.Item item : binary.files()) {
            String path = UsrMerge.map(item.entry().path());
            if (pruning.drops(path)) {
                dropped.add(item.entry().path());
            } else if (!isMergedTop(item.entry(), group)) {
                place(item, path, binary.name(), group);
            }
        }
        resolveHardLinks(binary);
        String status = "var/lib/dpkg/status.d/" + binary.name();
        write(status, 0644, binary.control().stripTrailing() + "\n", binary.name(), group);
        String kept = kept(binary.checksums(), dropped);
        if (!kept.isEmpty()) write(status + ".md5sums", 0644, kept, binary.name(), group);
    }

    /// A package's own `/bin` or `/lib`: a directory or a link, for both of which ours stands.
    private boolean isMergedTop(Entry entry, int group) {
        Optional<String> top = UsrMerge.top(entry.path());
        top.ifPresent(name -> link(name, group));
        return top.isPresent() && top.get().equals(entry.path());
    }

    private void link(String top, int group) {
        if (nodes.containsKey(top)) return;
        put(new Node(Entry.symlink(top, "usr/" + top, 0, 0, 0), Optional.empty(), "merged /usr", group));
        parents("usr/" + top + "/x", group);
    }

    private void place(Unpacked.Item item, String path, String owner, int group) {
        Entry entry = item.entry().withPath(path);
        if (entry.is(Entry.Kind.HARD_LINK)) entry = entry.withLink(UsrMerge.map(entry.link()));
        checkParents(path, owner);
        Node before = nodes.get(path);
        Node added = new Node(entry, item.content(), owner, group);
        if (before == null) {
            parents(path, group);
            put(added);
        } else if (entry.is(Entry.Kind.DIRECTORY) && before.entry().is(Entry.Kind.DIRECTORY)) {
            if (before.owner().isEmpty() && before.group() == group) {
                put(new Node(entry, Optional.empty(), owner, before.group()));
            }
        } else if (entry.is(Entry.Kind.DIRECTORY) && before.entry().is(Entry.Kind.SYMLINK)) {
            checkSameDirectory(path, owner);
        } else if (!same(before.entry(), entry)) {
            contend(before, added);
        }
    }

    private static boolean same(Entry one, Entry other) {
        return one.is(Entry.Kind.SYMLINK) && other.is(Entry.Kind.SYMLINK) && one.link().equals(other.link());
    }

    private void contend(Node before, Node added) {
        boolean directory = before.entry().is(Entry.Kind.DIRECTORY) || added.entry().is(Entry.Kind.DIRECTORY);
        if (!directory && replaces.getOrDefault(added.owner(), Set.of()).contains(before.owner())) {
            put(added);
        } else if (directory || !replaces.getOrDefault(before.owner(), Set.of()).contains(added.owner())) {
            throw new SlipwayException.BadInput(
                    Problem.of("both " + before.owner() + " and " + added.owner() + " have a file /" + added.entry().path())
                    .hint("exclude one of the packages, or the path"));
        }
    }

    /// No file may go through a link that is in the tree: neither on purpose nor by accident can it then land elsewhere.
    private void checkParents(String path, String owner) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            Node parent = nodes.get(path.substring(0, slash));
            if (parent != null && !parent.entry().is(Entry.Kind.DIRECTORY)) {
                throw new SlipwayException.CorruptData(Problem.of("the package " + owner + " has a file /" + path + ", but /"
                        + parent.entry().path() + ", from " + parent.owner() + ", is not a directory"));
            }
        }
    }

    private void checkSameDirectory(String path, String owner) {
        Node link = nodes.get(path);
        if (link.owner().equals(owner)) {
            throw new SlipwayException.CorruptData(
                    Problem.of("the package " + owner + " has /" + path + " twice, as a link and as a directory"));
        }
    }

    private void parents(String path, int group) {
        int slash = path.lastIndexOf('/');
        if (slash < 0 || nodes.containsKey(path.substring(0, slash))) return;
        String parent = path.substring(0, slash);
        parents(parent, group);
        put(new Node(Entry.directory(parent, 0755, 0, 0, 0), Optional.empty(), "", group));
    }

    private void put(Node node) {
        Node before = nodes.put(node.entry().path(), node);
        if (before != null && before.group() < node.group()) {
            covered.computeIfAbsent(node.entry().path(), _ -> new ArrayList<>()).add(before);
        }
    }

    /// Of files that are one, the first in the tree's order is the file and the others link to it.
    private void resolveHardLinks(Unpacked binary) {
        for (Unpacked.Item item : binary.files()) {
            if (!item.entry().is(Entry.Kind.HARD_LINK)) continue;
            Node link = nodes.get(UsrMerge.map(item.entry().path()));
            if (link == null || !link.owner().equals(binary.name()) || !link.entry().is(Entry.Kind.HARD_LINK)) continue;
            Node target = nodes.get(link.entry().link());
            boolean fine = target != null && target.owner().equals(binary.name()) && target.entry().is(Entry.Kind.FILE);
            if (!fine) {
                throw new SlipwayException.CorruptData(Problem.of("the package " + binary.name() + " has a hard link /"
                        + link.entry().path() + " to what is none of its files"));
            }
            if (EntryOrder.compare(target.entry().path(), link.entry().path()) > 0) exchange(target, link);
        }
    }

    private void exchange(Node file, Node link) {
        Entry moved = file.entry().withPath(link.entry().path());
        put(new Node(moved, file.content(), link.owner(), link.group()));
        put(new Node(Entry.hardLink(file.entry().path(), moved), Optional.empty(), file.owner(), file.group()));
        for (Node other : List.copyOf(nodes.values())) {
            if (other.entry().is(Entry.Kind.HARD_LINK) && other.entry().link().equals(file.entry().path())) {
                put(new Node(Entry.hardLink(other.entry().path(), moved), Optional.empty(), other.owner(), other.group()));
            }
        }
    }

    private static String kept(String checksums, Set<String> dropped) {
        var kept = new StringBuilder();
        for (String line : checksums.lines().toList()) {
            int blank = line.indexOf("  ");
            if (blank > 0 && !dropped.contains(line.substring(blank + 2))) kept.append(line).append('\n');
        }
        return kept.toString();
    }

    /// Writes a text file, in place of what was there.
    public void write(String path, int mode, String text, String owner, int group) {
        write(path, mode, text.getBytes(StandardCharsets.UTF_8), owner, group);
    }

    public void write(String path, int mode, byte[] bytes, String owner, int group) {
        put(Entry.file(UsrMerge.map(path), mode, 0, 0, bytes.length, 0), Optional.of(() -> new ByteArrayInputStream(bytes)),
                owner, group);
    }

    /// Puts something in, in place of what was there.
    ///
    /// @throws SlipwayException.BadInput when it would go through a link, or a directory is there and this is none
    public void put(Entry entry, Optional<Content> content, String owner, int group) {
        String path = UsrMerge.map(entry.path());
        UsrMerge.top(entry.path()).ifPresent(top -> link(top, group));
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            Node parent = nodes.get(path.substring(0, slash));
            if (parent != null && !parent.entry().is(Entry.Kind.DIRECTORY)) {
                throw new SlipwayException.BadInput(
                        Problem.of("/" + path + " cannot be made: /" + parent.entry().path() + " is not a directory"));
            }
        }
        Node before = nodes.get(path);
        if (before != null && before.entry().is(Entry.Kind.DIRECTORY) != entry.is(Entry.Kind.DIRECTORY)) {
            throw new SlipwayException.BadInput(Problem.of("/" + path + " cannot be made: "
                    + (entry.is(Entry.Kind.DIRECTORY) ? "it is no directory in " + before.owner() : "it is a directory")));
        }
        parents(path, group);
        put(new Node(entry.withPath(path), content, owner, group));
    }

    public Optional<Node> at(String path) {
        return Optional.ofNullable(nodes.get(UsrMerge.map(path)));
    }

    /// The nodes beneath a directory, in order.
    public Collection<Node> beneath(String directory) {
        return nodes.values().stream().filter(node -> EntryOrder.isBeneath(node.entry().path(), directory)).toList();
    }

    /// The bytes of a file.
    public static byte[] bytes(Node file) throws IOException {
        try (InputStream in = file.content().orElseThrow().open()) {
            return in.readAllBytes();
        }
    }

    /// The nodes of a group in order, with the directories they stand in.
    public List<Node> layer(int group) {
        var layer = new TreeMap<String, Node>(EntryOrder.PATHS);
        Stream.concat(nodes.values().stream(), covered.values().stream().flatMap(List::stream))
                .filter(node -> node.group() == group).forEach(node -> {
                    layer.put(node.entry().path(), node);
                    for (String up = node.entry().parent(); !up.isEmpty(); up =
                            up.substring(0, Math.max(0, up.lastIndexOf('/')))) {
                        layer.putIfAbsent(up, asOf(group, up));
                    }
                });
        return new ArrayList<>(layer.values());
    }

    /// What is at a path when only this group and those below it are there.
    private Node asOf(int group, String path) {
        Node now = nodes.get(path);
        if (now.group() <= group) return now;
        return covered.getOrDefault(path, List.of()).stream().filter(node -> node.group() <= group)
                .reduce((_, last) -> last).orElse(now);
    }

    /// The groups that have nodes, in order.
    public List<Integer> groups() {
        return Stream.concat(nodes.values().stream(), covered.values().stream().flatMap(List::stream))
                .map(Node::group).distinct().sorted(Comparator.naturalOrder()).toList();
    }
}
