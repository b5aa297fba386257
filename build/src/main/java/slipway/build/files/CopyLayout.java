package slipway.build.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Digest;
import slipway.image.layer.Entry;
import slipway.image.layer.EntryOrder;
import slipway.image.layer.FileTree;
import slipway.image.layer.Links;

/// Works out what a copy makes of its sources: which entries, at which paths, over a tree that is there already.
///
/// The rules are BuildKit's: a directory gives what is in it; links are followed on the way to the target, and beneath it
/// replaced; a directory that is there keeps its owner and mode if it is the target itself, and takes those of its source
/// if it is beneath; a file never replaces a directory, nor a directory a file.
public final class CopyLayout {

    private static final FileSource NOTHING = new InlineFiles(new slipway.build.plan.Vertex.Inline(List.of()));

    private final FileTree base;
    private final Attributes attributes;
    private final TreeMap<String, Placed> placed = new TreeMap<>(EntryOrder.PATHS);
    private final Map<String, Integer> turns = new HashMap<>();
    private int turn;

    public CopyLayout(FileTree base, Attributes attributes) {
        this.base = base;
        this.attributes = attributes;
    }

    /// What one path of one source is, however often it is linked. Files that are one at their source are one in the image
    /// if they are copied in one turn: as part of one directory, or of one archive.
    private record Inode(FileSource source, FileTree.Origin origin, int turn) {}

    /// Copies one selection to a target.
    ///
    /// @param target absolute; a slash at its end says that it is a directory
    public void copy(Selection selection, FileSource source, String target) {
        turn++;
        if (target.endsWith("/")) makeDirectories(target);
        else makeDirectories(target.substring(0, target.lastIndexOf('/') + 1));
        Entry entry = selection.entry();
        Links.Place place = place(target);
        boolean intoDirectory = place.entry().filter(existing -> existing.is(Entry.Kind.DIRECTORY)).isPresent();
        if (entry.is(Entry.Kind.DIRECTORY)) {
            if (place.entry().isPresent() && !intoDirectory) throw notADirectory(place.path());
            makeDirectories(target);
            String root = place(target).path();
            for (Selection.Part part : selection.parts()) copyPart(part, source, child(root, part.below()));
        } else {
            copyEntry(entry, source, intoDirectory ? child(place.path(), selection.name()) : place.path());
        }
    }

    /// Makes a directory and its parents where they are missing.
    public void makeDirectories(String path) {
        makeDirectories(path, attributes, this::inheriting);
    }

    private void makeDirectories(String path, Attributes attributes, UnaryOperator<Entry> finish) {
        String whole = place(path).path();
        if (whole.isEmpty()) return;
        int end = 0;
        while (end >= 0) {
            end = whole.indexOf('/', end + 1);
            String directory = end < 0 ? whole : whole.substring(0, end);
            Optional<Entry> existing = lookup(directory);
            if (existing.isEmpty()) put(finish.apply(attributes.newDirectory(directory)));
            else if (!existing.get().is(Entry.Kind.DIRECTORY)) throw notADirectory(directory);
        }
    }

    private Entry inheriting(Entry directory) {
        return lookup(directory.parent()).map(parent -> attributes.inherit(directory, parent)).orElse(directory);
    }

    /// Puts an entry of an archive to its place under `target`, making missing directories. The archive's own root says
    /// nothing of the target. What is in the way is replaced, but a directory by a directory; links on the way are links
    /// inside `target`. Members keep their modes.
    public void unpack(Entry entry, FileSource source, String target) {
        String root = place(target).path();
        Attributes members = attributes.forArchive();
        makeDirectories("/" + root, members, this::inheriting);
        if (entry.path().isEmpty()) return;
        boolean isDirectory = entry.is(Entry.Kind.DIRECTORY);
        Links.Last last = isDirectory ? Links.Last.FOLLOWED : Links.Last.KEPT;
        String path = child(root, Links.follow(below -> lookup(child(root, below)), entry.path(), last).path());
        makeDirectories("/" + path.substring(0, Math.max(0, path.lastIndexOf('/'))), members,
                UnaryOperator.identity());
        if (!isDirectory) placed.tailMap(path, false).keySet().removeIf(below -> EntryOrder.isBeneath(below, path));
        put(members.apply(entry).withPath(path), source, entry);
    }

    /// The layer: what was copied, and the directories it lies in, in order.
    public Collection<Placed> layer() {
        return withParents(placed);
    }

    /// Each of the entries after the directories it lies in.
    private Collection<Placed> withParents(Map<String, Placed> entries) {
        var layer = new TreeMap<String, Placed>(EntryOrder.PATHS);
        entries.forEach((path, entry) -> {
            layer.put(path, entry);
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                String parent = path.substring(0, slash);
                if (layer.containsKey(parent)) break;
                Placed there = placed.get(parent);
                layer.put(parent, there != null ? there : made(base.lookup(parent).orElseThrow()));
            }
        });
        return layer.values();
    }

    private void copyPart(Selection.Part part, FileSource source, String path) {
        if (part.entry().is(Entry.Kind.DIRECTORY)) copyDirectory(part, source, path);
        else copyEntry(part.entry(), source, path);
    }

    /// A directory that is copied for its content alone gives one that is there its mode, and nothing else.
    private void copyDirectory(Selection.Part part, FileSource source, String path) {
        Optional<Entry> existing = lookup(path);
        existing.filter(there -> !there.is(Entry.Kind.DIRECTORY)).ifPresent(_ -> {
            throw notADirectory(path);
        });
        Entry copy = attributes.apply(part.entry()).withPath(path);
        if (existing.isPresent() && part.wanted() == Selection.Wanted.FOR_ITS_CONTENT) {
            put(existing.get().withMode(part.entry().mode()));
        } else {
            put(copy, source, part.entry());
        }
    }

    private void copyEntry(Entry entry, FileSource source, String path) {
        if (lookup(path).filter(existing -> existing.is(Entry.Kind.DIRECTORY)).isPresent()) {
            throw new SlipwayException.BadInput(Problem.of("cannot replace the directory /" + path + " with a file")
                    .hint("the source has a file where the target has a directory"));
        }
        put(attributes.apply(entry).withPath(path), source, entry);
    }

    private void put(Entry made) {
        put(made, NOTHING, made);
    }

    private static Placed made(Entry entry) {
        return new Placed(entry, NOTHING, entry);
    }

    private void put(Entry entry, FileSource source, Entry original) {
        placed.put(entry.path(), new Placed(entry, source, original));
        turns.put(entry.path(), turn);
    }

    /// The layer with the files that are one file at their source made hard links of the first of them, and without what is
    /// there already and just the same.
    public List<Placed> layerWithLinks() throws IOException {
        var names = new HashMap<Inode, List<String>>();
        for (Placed file : placed.values()) inode(file).ifPresent(inode ->
                names.computeIfAbsent(inode, _ -> new ArrayList<>(1)).add(file.entry().path()));
        var changed = new TreeMap<String, Placed>(EntryOrder.PATHS);
        for (Placed file : placed.values()) {
            List<String> links = inode(file).map(names::get).orElse(List.of());
            if (links.size() > 1 || !isThereAlready(file)) changed.put(file.entry().path(), file);
        }
        var layer = new ArrayList<Placed>();
        for (Placed file : withParents(changed)) {
            String first = inode(file).map(names::get).map(List::getFirst).orElse(file.entry().path());
            layer.add(first.equals(file.entry().path()) ? file : new Placed(
                    Entry.hardLink(file.entry().path(), placed.get(first).entry()), file.source(), file.original()));
        }
        return layer;
    }

    private Optional<Inode> inode(Placed file) {
        if (!file.entry().is(Entry.Kind.FILE) || file.source() == NOTHING) return Optional.empty();
        return file.source().tree().origin(file.original().path())
                .map(origin -> new Inode(file.source(), origin, turns.get(file.entry().path())));
    }

    /// Whether the layer would say of a path what holds without it: of a directory, but for its time.
    private boolean isThereAlready(Placed file) throws IOException {
        Optional<Entry> there = base.lookup(file.entry().path());
        if (there.isEmpty()) return false;
        long time = file.entry().is(Entry.Kind.DIRECTORY) ? there.get().modified()
                : Math.min(file.entry().modified(), attributes.epoch());
        Entry same = file.entry().withModified(time);
        if (!file.entry().is(Entry.Kind.FILE)) return same.equals(there.get());
        if (file.entry().size() != there.get().size()) return false;
        Digest digest = file.source().digests(List.of(file.original())).get(file.original().path());
        return same.withContent(digest).equals(there.get());
    }

    private Optional<Entry> lookup(String path) {
        Placed here = placed.get(path);
        return here != null ? Optional.of(here.entry()) : base.lookup(path);
    }

    private Links.Place place(String path) {
        return Links.follow(this::lookup, path, Links.Last.FOLLOWED);
    }

    private static String child(String directory, String name) {
        if (name.isEmpty()) return directory;
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    private static SlipwayException.BadInput notADirectory(String path) {
        return new SlipwayException.BadInput(Problem.of("cannot copy to /" + path + ": it is not a directory"));
    }
}
