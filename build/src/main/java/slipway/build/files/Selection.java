package slipway.build.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import slipway.build.plan.Paths;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.dockerfile.pattern.PathPattern;
import slipway.image.layer.Entry;
import slipway.image.layer.FileTree;

/// What the sources of a copy name: paths and patterns, found in a tree.
///
/// @param name the last part of the path as it was named, which a file keeps when it goes into a directory
/// @param entry what is copied: where a link was named, what it leads to
public record Selection(String name, Entry entry) {

    /// Finds what each source names, in order. A path that is not there, or a link that leads nowhere, is an error; a
    /// pattern that matches nothing is nothing.
    ///
    /// @throws SlipwayException.BadInput when a path is not there
    public static List<Selection> of(List<String> sources, FileSource files) {
        var selected = new ArrayList<Selection>();
        for (String source : sources) {
            String path = Paths.clean("/" + source).substring(1);
            boolean isPattern = PathPattern.of(path).hasWildcards();
            List<String> found = isPattern || path.contains("\\") ? matches(path, files.tree()) : List.of(path);
            for (String match : found) selected.add(select(match, files));
            if (found.isEmpty() && !isPattern) throw notFound(path, files.whyMissing(path));
        }
        return selected;
    }

    /// Finds what is at a path, which is no pattern.
    ///
    /// @throws SlipwayException.BadInput when nothing is there
    public static Selection one(String path, FileSource files) {
        return select(Paths.clean("/" + path).substring(1), files);
    }

    private static SlipwayException.BadInput notFound(String path, String hint) {
        return new SlipwayException.BadInput(Problem.of("\"/" + path + "\" not found").hint(hint));
    }

    private static Selection select(String path, FileSource files) {
        FileTree.Place place = files.tree().place(path);
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (place.entry().isPresent()) return new Selection(name, place.entry().get());
        boolean isLink = files.tree().lookup(path).isPresent();
        if (isLink) throw notFound(path, "it is a link to /" + place.path() + ", and that is not there");
        throw notFound(path, files.whyMissing(path));
    }

    /// The paths that a pattern matches, part by part; links on the way are followed, as for any path.
    private static List<String> matches(String pattern, FileTree tree) {
        List<String> found = List.of("");
        for (String part : Arrays.asList(pattern.split("/"))) {
            PathPattern compiled = PathPattern.of(part);
            var next = new ArrayList<String>();
            for (String directory : found) {
                String real = tree.place(directory).path();
                for (Entry child : tree.children(real)) {
                    if (!compiled.matches(child.name())) continue;
                    next.add(directory.isEmpty() ? child.name() : directory + "/" + child.name());
                }
            }
            found = next;
        }
        return found;
    }
}
