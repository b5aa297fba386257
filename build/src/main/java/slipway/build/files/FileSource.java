package slipway.build.files;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import slipway.image.Digest;
import slipway.image.layer.Content;
import slipway.image.layer.Entry;
import slipway.image.layer.FileTree;

/// Files that can be copied from.
public interface FileSource {

    /// What is where. Paths that are hard links of one file have one origin in it.
    FileTree tree();

    /// The digests of these files' bytes, by path. Reads what was not read before, several files at a time.
    Map<String, Digest> digests(List<Entry> files) throws IOException;

    /// The bytes of one file of the tree.
    Content content(Entry file) throws IOException;

    /// What is said about a path that is not there: why, or which one might have been meant.
    default String whyMissing(String path) {
        return "nothing is there";
    }
}
