package slipway.build.operation;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.build.files.FileSource;
import slipway.diagnostics.Suggestion;
import slipway.image.Digest;
import slipway.image.layer.Content;
import slipway.image.layer.Entry;
import slipway.image.layer.FileTree;

/// The files of a stack of layers. Digests are known from the layers' indexes; only layers from which something is read
/// are unpacked.
final class StackFiles implements FileSource {

    private final FileTree tree;
    private final List<StackLayer> layers;

    StackFiles(FileTree tree, List<StackLayer> layers) {
        this.tree = tree;
        this.layers = layers;
    }

    @Override
    public FileTree tree() {
        return tree;
    }

    @Override
    public Map<String, Digest> digests(List<Entry> files) {
        var digests = new LinkedHashMap<String, Digest>();
        files.forEach(file -> digests.put(file.path(), file.content()
                .orElseThrow(() -> new IllegalStateException("no digest: " + file))));
        return digests;
    }

    @Override
    public Content content(Entry file) throws IOException {
        FileTree.Origin origin = tree.origin(file.path()).orElseThrow();
        return layers.get(origin.layer()).unpacked().content(origin.path());
    }

    @Override
    public String whyMissing(String path) {
        int slash = path.lastIndexOf('/');
        List<String> neighbours = tree.children(slash < 0 ? "" : path.substring(0, slash)).stream().map(Entry::path)
                .toList();
        Optional<String> near = Suggestion.nearest(path, neighbours);
        return near.map(found -> "did you mean /" + found + "?")
                .orElse("paths are looked up from / of that stage or image; its WORKDIR does not count");
    }
}
