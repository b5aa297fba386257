package slipway.build.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// The files of a commit, in a directory that nobody changes.
///
/// @param tree all of them
/// @param time of the commit, and of each file
public record Checkout(Path tree, Commit commit, Instant time) {

    /// A directory of the tree.
    ///
    /// @throws SlipwayException.BadInput when there is none, or a link on the way
    public Path directory(String subdirectory) throws IOException {
        Path at = tree;
        for (String part : subdirectory.split("/")) {
            if (part.isEmpty()) continue;
            at = at.resolve(part);
            if (Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) continue;
            String why = Files.isSymbolicLink(at) ? " is a link" : Files.exists(at, LinkOption.NOFOLLOW_LINKS)
                    ? " is a file" : " is not there";
            throw new SlipwayException.BadInput(Problem.of("the repository has no directory " + subdirectory + ": "
                    + tree.relativize(at) + why));
        }
        return at;
    }
}
