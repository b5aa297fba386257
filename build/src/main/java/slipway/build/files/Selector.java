package slipway.build.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import slipway.build.plan.Paths;
import slipway.build.plan.Vertex;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.dockerfile.pattern.IgnoreFile;
import slipway.dockerfile.pattern.PathPattern;
import slipway.image.layer.Entry;
import slipway.image.layer.FileTree;

/// Finds what the sources of a copy name: paths and patterns, in a tree.
public final class Selector {

    /// `dir/./sub`: what is before the mark is left behind.
    private static final String PIVOT = "/./";

    private final FileSource files;
    private final FileTree tree;
    private final IgnoreFile excluded;
    private final Vertex.Missing missing;

    public Selector(FileSource files, Vertex.Manner manner) {
        this.files = files;
        this.tree = files.tree();
        this.excluded = IgnoreFile.of(manner.excludes());
        this.missing = manner.missing();
    }

    /// Finds what each source names, in order. A path that is not there, or a link that leads nowhere, is an error, unless
    /// the copy lets it be missing; a pattern that matches nothing is nothing.
    ///
    /// @throws SlipwayException.BadInput when a path is not there
    public List<Selection> select(List<String> sources, Vertex.Placement placement) {
        var selected = new ArrayList<Selection>();
        for (String source : sources) {
            switch (placement) {
                case AT_TARGET -> selected.addAll(named(source, IgnoreFile.none()));
                case WITH_PARENTS -> selected.addAll(withParents(source));
            }
        }
        return selected;
    }

    /// The directories that a source with a mark names before it, or the root; of each, what the rest of the source matches.
    private List<Selection> withParents(String source) {
        int pivot = source.indexOf(PIVOT);
        String parent = pivot < 0 ? "" : source.substring(0, pivot);
        String path = Paths.clean("/" + (pivot < 0 ? source : source.substring(pivot + PIVOT.length()))).substring(1);
        boolean isPattern = isPattern(parent) || isPattern(path);
        if (!isPattern) {
            String whole = Paths.clean("/" + literal(parent) + "/" + literal(path)).substring(1);
            Optional<Selection> there = find(whole, IgnoreFile.none());
            if (there.isEmpty()) return List.of();
            if (leadsOverLinks(literal(path), whole)) return List.of(overLinks(parent, literal(path)));
        }
        String wanted = path.startsWith("!") ? "\\" + path : path;
        return named(parent, path.isEmpty() ? IgnoreFile.none() : IgnoreFile.of(List.of(wanted)));
    }

    private static boolean isPattern(String path) {
        return PathPattern.of(path).hasWildcards();
    }

    private static String literal(String path) {
        return PathPattern.of(path).literal();
    }

    /// A walk does not follow links, so what is named by way of one must be looked up.
    private boolean leadsOverLinks(String path, String whole) {
        String above = whole.substring(0, Math.max(0, whole.lastIndexOf('/')));
        return path.contains("/") && !tree.place(above).path().equals(above);
    }

    /// One path over links to directories: it is copied as if they were directories.
    private Selection overLinks(String parent, String path) {
        Entry root = tree.resolve(literal(parent)).orElseThrow();
        var parts = new ArrayList<Selection.Part>();
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            String below = path.substring(0, slash);
            tree.resolve(root.path() + "/" + below).ifPresent(entry ->
                    parts.add(new Selection.Part(below, entry, Selection.Wanted.FOR_ITS_CONTENT)));
        }
        FileTree.Place last = tree.placeOfLink(root.path() + "/" + path);
        IgnoreFile.Place exclusion = excluded.root();
        for (String name : path.split("/")) exclusion = exclusion.child(name);
        if (exclusion.excluded()) return new Selection("", root, List.of());
        parts.add(new Selection.Part(path, last.entry().orElseThrow(), Selection.Wanted.ITSELF));
        new Walk(IgnoreFile.none(), parts).walk(last.path(), path, IgnoreFile.none().root(), exclusion);
        return new Selection("", root, parts);
    }

    /// What a path or a pattern names; of directories, what `wanted` matches.
    private List<Selection> named(String source, IgnoreFile wanted) {
        String path = Paths.clean("/" + source).substring(1);
        boolean isPattern = PathPattern.of(path).hasWildcards();
        List<String> found = isPattern || path.contains("\\") ? matches(path) : List.of(path);
        if (found.isEmpty() && !isPattern) return missing(path, files.whyMissing(path)).stream().toList();
        return found.stream().flatMap(match -> find(match, wanted).stream()).toList();
    }

    private Optional<Selection> find(String path, IgnoreFile wanted) {
        FileTree.Place place = tree.place(path);
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (place.entry().isPresent()) return Optional.of(selection(name, place.entry().get(), wanted));
        boolean isLink = tree.lookup(path).isPresent();
        return missing(path, isLink ? "it is a link to /" + place.path() + ", and that is not there"
                : files.whyMissing(path));
    }

    private Selection selection(String name, Entry entry, IgnoreFile wanted) {
        var parts = new ArrayList<Selection.Part>();
        if (entry.is(Entry.Kind.DIRECTORY)) new Walk(wanted, parts).walk(entry.path(), "", wanted.root(), excluded.root());
        return new Selection(name, entry, parts);
    }

    private Optional<Selection> missing(String path, String hint) {
        return switch (missing) {
            case SKIPPED -> Optional.empty();
            case REFUSED -> throw new SlipwayException.BadInput(Problem.of("\"/" + path + "\" not found").hint(hint));
        };
    }

    /// The paths that a pattern matches, part by part. Links are followed as far as there are no wildcards, as for any path;
    /// from there on, only if they are what is matched in the end.
    private List<String> matches(String pattern) {
        List<String> found = List.of("");
        boolean followed = true;
        for (String part : Arrays.asList(pattern.split("/"))) {
            PathPattern compiled = PathPattern.of(part);
            var next = new ArrayList<String>();
            for (String directory : found) {
                String real = followed ? tree.place(directory).path() : directory;
                for (Entry child : tree.children(real)) {
                    if (compiled.matches(child.name())) next.add(real.isEmpty() ? child.name() : real + "/" + child.name());
                }
            }
            followed = followed && !compiled.hasWildcards();
            found = next;
        }
        return found;
    }

    /// Collects what is wanted and not excluded beneath a directory.
    private final class Walk {

        private final IgnoreFile wanted;
        private final List<Selection.Part> parts;

        Walk(IgnoreFile wanted, List<Selection.Part> parts) {
            this.wanted = wanted;
            this.parts = parts;
        }

        void walk(String directory, String below, IgnoreFile.Place inclusion, IgnoreFile.Place exclusion) {
            if (wanted.isEmpty() && excluded.isEmpty()) {
                for (Entry entry : tree.walk(directory)) {
                    if (entry.path().equals(directory)) continue;
                    String rest = directory.isEmpty() ? entry.path() : entry.path().substring(directory.length() + 1);
                    add(join(below, rest), entry, Selection.Wanted.ITSELF);
                }
                return;
            }
            for (Entry child : tree.children(directory)) {
                visit(child, join(below, child.name()), inclusion.child(child.name()), exclusion.child(child.name()));
            }
        }

        private void visit(Entry entry, String below, IgnoreFile.Place inclusion, IgnoreFile.Place exclusion) {
            boolean isWanted = (wanted.isEmpty() || inclusion.excluded()) && !exclusion.excluded();
            boolean isDirectory = entry.is(Entry.Kind.DIRECTORY);
            if (isWanted) add(below, entry, Selection.Wanted.ITSELF);
            if (!isDirectory || !isWanted && !mayContainWanted(inclusion, exclusion)) return;
            int before = parts.size();
            walk(entry.path(), below, inclusion, exclusion);
            if (isWanted || parts.size() == before) return;
            parts.add(before, new Selection.Part(below, entry, Selection.Wanted.FOR_ITS_CONTENT));
        }

        private boolean mayContainWanted(IgnoreFile.Place inclusion, IgnoreFile.Place exclusion) {
            boolean mayMatch = wanted.isEmpty() || inclusion.excluded() || inclusion.mayMatchBelow();
            return mayMatch && exclusion.mustDescend();
        }

        private void add(String below, Entry entry, Selection.Wanted why) {
            parts.add(new Selection.Part(below, entry, why));
        }

        private static String join(String directory, String name) {
            return directory.isEmpty() ? name : directory + "/" + name;
        }
    }
}
