package slipway.build.run.snapshot;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import slipway.build.linux.FileCalls;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Digest;
import slipway.image.layer.Attribute;
import slipway.image.layer.Entry;
import slipway.image.layer.FileTree;
import slipway.image.layer.LayerOptions;

/// What has to be said of a changed tree so that, laid over its base, it is that tree: the entries of a layer.
///
/// The answer depends on the two trees alone, not on how one became the other. Something is said of a path when it differs
/// from the base in kind, mode, owner, content, link, device, kept attributes or time (whole seconds); of a directory the
/// time alone does not count. Parents of what is said are said too, with their own attributes. Of the names of one
/// changed file all are said, the first as the file and the others as hard links. A path that is gone is a whiteout; a
/// directory
/// that lost all it had, more than one thing, is opaque instead. Sockets do not exist.
final class TreeDiff {

    /// How much of the new tree is on disk.
    enum Reach {
        /// What overlayfs wrote: what was changed, and marks for what was deleted.
        CHANGES,
        /// All of it: what is not there was deleted.
        EVERYTHING
    }

    private static final int MAX_PATH = 4096;

    private final FileTree base;
    private final Reach reach;
    private final OverlayForm form;
    private final LayerOptions options;
    private final FileCalls calls;
    private final List<Entry> found = new ArrayList<>();
    private final List<Integer> parents = new ArrayList<>();
    private final List<Boolean> said = new ArrayList<>();
    private final Map<Long, List<Integer>> groups = new HashMap<>();
    private final byte[] buffer = new byte[1 << 16];

    private TreeDiff(FileTree base, Reach reach, OverlayForm form, LayerOptions options, FileCalls calls) {
        this.base = base;
        this.reach = reach;
        this.form = form;
        this.options = options;
        this.calls = calls;
    }

    /// The entries, in order and with clamped times.
    ///
    /// @param root an open directory, the new tree's root
    static List<Entry> of(FileTree base, int root, Reach reach, OverlayForm form, LayerOptions options, FileCalls calls)
            throws IOException {
        var diff = new TreeDiff(base, reach, form, options, calls);
        diff.visit(root, ".", "", calls.stat(root, "."), -1, reach == Reach.EVERYTHING);
        return diff.entries();
    }

    private List<Entry> entries() {
        for (List<Integer> group : groups.values()) {
            if (group.stream().anyMatch(said::get)) group.forEach(at -> said.set(at, true));
        }
        for (int at = found.size() - 1; at > 0; at--) {
            if (said.get(at)) said.set(parents.get(at), true);
        }
        var links = new HashMap<Integer, Integer>();
        for (List<Integer> group : groups.values()) group.stream().skip(1).forEach(at -> links.put(at, group.getFirst()));
        var entries = new ArrayList<Entry>();
        for (int at = 0; at < found.size(); at++) {
            if (!said.get(at) || at == 0 && onlyForChildren()) continue;
            Integer target = links.get(at);
            entries.add(target == null ? found.get(at) : Entry.hardLink(found.get(at).path(), found.get(target)));
        }
        return entries;
    }

    /// The root is said only for its own sake: every tree has one.
    private boolean onlyForChildren() {
        return base.lookup("").filter(root -> sameAttributes(found.getFirst(), root)).isPresent();
    }

    private int say(Entry entry, int parent, boolean changed) {
        found.add(entry);
        parents.add(parent);
        said.add(changed);
        return found.size() - 1;
    }

    /// @param hidden whether the base does not show through here: what is opaque is so with all beneath it
    private void visit(int directory, String name, String path, FileCalls.Stat stat, int parent, boolean hidden)
            throws IOException {
        Entry entry = read(directory, name, path, stat);
        Optional<Entry> old = base.lookup(path);
        if (entry.is(Entry.Kind.DIRECTORY)) {
            int at = say(entry, parent, old.filter(o -> sameAttributes(entry, o)).isEmpty());
            boolean hides = hidden || form.isOpaque(calls, directory, name);
            boolean merged = old.filter(o -> o.is(Entry.Kind.DIRECTORY)).isPresent();
            int inner = calls.openDirectory(directory, name);
            try {
                visitChildren(inner, path, at, merged ? base.children(path) : List.of(), hides);
            } finally {
                calls.close(inner);
            }
            return;
        }
        int at = say(entry, parent, old.isEmpty() || !same(entry, stat, old.get(), directory, name));
        if (!entry.is(Entry.Kind.FILE) || stat.links() < 2) return;
        groups.computeIfAbsent(stat.inode(), _ -> new ArrayList<>()).add(at);
    }

    private void visitChildren(int directory, String path, int at, List<Entry> old, boolean hides) throws IOException {
        var stats = new TreeMap<String, FileCalls.Stat>();
        var whiteouts = new TreeSet<String>();
        for (String name : calls.list(directory)) {
            FileCalls.Stat stat = calls.stat(directory, name);
            boolean gone = reach == Reach.CHANGES && OverlayForm.isWhiteout(stat) || stat.type() == 0140000;
            if (gone) whiteouts.add(name);
            else stats.put(name, stat);
        }
        var deleted = new TreeSet<String>();
        for (Entry child : old) {
            if (!stats.containsKey(child.name()) && (hides || whiteouts.contains(child.name()))) deleted.add(child.name());
        }
        boolean opaque = deleted.size() > 1 && deleted.size() == old.size() && !path.isEmpty();
        if (opaque) say(Entry.opaque(path), at, true);
        var names = new TreeSet<>(stats.keySet());
        if (!opaque) names.addAll(deleted);
        for (String name : names) {
            String child = path.isEmpty() ? name : path + "/" + name;
            if (deleted.contains(name)) say(Entry.whiteout(child), at, true);
            else visit(directory, name, child, stats.get(name), at, hides);
        }
    }

    private Entry read(int directory, String name, String path, FileCalls.Stat stat) throws IOException {
        if (path.length() > MAX_PATH) {
            throw new SlipwayException.BadInput(Problem.of("the step made a path of more than " + MAX_PATH + " characters: /"
                    + path.substring(0, 60) + "…"));
        }
        Entry.Kind kind = kind(stat);
        boolean device = kind == Entry.Kind.CHARACTER_DEVICE || kind == Entry.Kind.BLOCK_DEVICE;
        return new Entry(path, kind, stat.mode() & 07777, stat.uid(), stat.gid(),
                kind == Entry.Kind.FILE ? stat.size() : 0, options.clamp(stat.seconds()),
                kind == Entry.Kind.SYMLINK ? calls.readLink(directory, name) : "",
                device ? new Entry.Device(stat.major(), stat.minor()) : Entry.Device.NONE,
                attributes(directory, name, path, kind), Optional.empty());
    }

    static Entry.Kind kind(FileCalls.Stat stat) {
        return switch (stat.type()) {
            case 0100000 -> Entry.Kind.FILE;
            case Trees.DIRECTORY -> Entry.Kind.DIRECTORY;
            case 0120000 -> Entry.Kind.SYMLINK;
            case 0020000 -> Entry.Kind.CHARACTER_DEVICE;
            case 0060000 -> Entry.Kind.BLOCK_DEVICE;
            case 0010000 -> Entry.Kind.FIFO;
            default -> throw new IllegalStateException("a file of an unknown type: " + stat);
        };
    }

    private SortedMap<String, Attribute> attributes(int directory, String name, String path, Entry.Kind kind)
            throws IOException {
        var attributes = new TreeMap<String, Attribute>();
        if (kind != Entry.Kind.FILE && kind != Entry.Kind.DIRECTORY) return attributes;
        for (String attribute : calls.attributes(directory, name)) {
            if (form.isRedirection(attribute)) {
                throw new IllegalStateException("overlayfs was mounted with redirect_dir or metacopy: /" + path);
            }
            if (!Trees.keeps(attribute)) continue;
            calls.attribute(directory, name, attribute).ifPresent(value -> attributes.put(attribute, new Attribute(value)));
        }
        return attributes;
    }

    private boolean same(Entry entry, FileCalls.Stat stat, Entry old, int directory, String name) throws IOException {
        if (!sameAttributes(entry, old) || entry.size() != old.size()) return false;
        if (!entry.link().equals(old.link()) || !entry.device().equals(old.device())) return false;
        if (stat.seconds() != old.modified() && entry.modified() != old.modified()) return false;
        if (!entry.is(Entry.Kind.FILE) || entry.size() == 0) return true;
        return old.content().isPresent() && old.content().get().equals(hash(directory, name));
    }

    /// Kind, mode, owner and extended attributes. The mode of a link means nothing.
    private static boolean sameAttributes(Entry entry, Entry old) {
        return entry.kind() == old.kind() && (entry.mode() == old.mode() || entry.is(Entry.Kind.SYMLINK))
                && entry.uid() == old.uid() && entry.gid() == old.gid()
                && (entry.is(Entry.Kind.SYMLINK) || entry.attributes().equals(Trees.kept(old.attributes())));
    }

    private Digest hash(int directory, String name) throws IOException {
        MessageDigest hash = Digest.sha256Hash();
        int file = calls.openFile(directory, name);
        try {
            for (int count = read(file); count >= 0; count = read(file)) hash.update(buffer, 0, count);
        } finally {
            calls.close(file);
        }
        return Digest.ofSha256(hash);
    }

    private int read(int file) throws IOException {
        return calls.read(file, buffer, 0, buffer.length);
    }
}
