package slipway.image.layer;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// Follows symbolic links inside a tree, as a process would whose root directory is the tree's.
public final class Links {

    private static final int MAX_LINKS = 40;

    private Links() {}

    /// Where a path leads: the path without links in it, and what is there, if anything is.
    public record Place(String path, Optional<Entry> entry) {}

    /// What happens to a link that is the last part of a path.
    public enum Last {
        FOLLOWED,
        KEPT
    }

    /// Where the path leads. Absolute links begin at the root, and `..` goes no higher. What is missing stays as it is in
    /// the path, so this is where it would be created. The path may have a leading slash, `.` and `..`.
    ///
    /// @param lookup what is at a path itself
    /// @throws SlipwayException.BadInput when links go in a circle
    public static Place follow(Function<String, Optional<Entry>> lookup, String path, Last last) {
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(path.split("/")));
        String at = "";
        int links = 0;
        while (!rest.isEmpty()) {
            String part = rest.pop();
            if (part.isEmpty() || part.equals(".")) continue;
            if (part.equals("..")) {
                at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
                continue;
            }
            String next = at.isEmpty() ? part : at + "/" + part;
            Optional<Entry> link = lookup.apply(next).filter(entry -> entry.is(Entry.Kind.SYMLINK));
            if (link.isEmpty() || rest.isEmpty() && last == Last.KEPT) {
                at = next;
                continue;
            }
            if (++links > MAX_LINKS) {
                String shown = path.startsWith("/") ? path : "/" + path;
                throw new SlipwayException.BadInput(Problem.of("too many symbolic links in " + shown)
                        .hint("the links probably lead in a circle"));
            }
            String target = link.get().link();
            if (target.startsWith("/")) at = "";
            for (String piece : Arrays.asList(target.split("/")).reversed()) rest.push(piece);
        }
        return new Place(at, lookup.apply(at));
    }
}
