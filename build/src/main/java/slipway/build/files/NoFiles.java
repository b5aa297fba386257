package slipway.build.files;

import java.util.List;
import java.util.Map;
import slipway.image.Digest;
import slipway.image.layer.Content;
import slipway.image.layer.Entry;
import slipway.image.layer.FileTree;

/// An empty context: of a Dockerfile that came alone.
public final class NoFiles implements FileSource {

    @Override
    public FileTree tree() {
        return FileTree.EMPTY;
    }

    @Override
    public Map<String, Digest> digests(List<Entry> files) {
        return Map.of();
    }

    @Override
    public Content content(Entry file) {
        throw new IllegalArgumentException("not a file of an empty context: " + file);
    }

    @Override
    public String whyMissing(String path) {
        return "the Dockerfile came alone; give a directory as the context, and the Dockerfile with -f -";
    }
}
