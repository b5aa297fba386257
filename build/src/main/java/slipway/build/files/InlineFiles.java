package slipway.build.files;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import slipway.build.plan.Vertex;
import slipway.image.Digest;
import slipway.image.layer.Content;
import slipway.image.layer.Entry;
import slipway.image.layer.EntryOrder;
import slipway.image.layer.FileTree;
import slipway.image.layer.LayerIndex;

/// Files whose content stands in the Dockerfile.
public final class InlineFiles implements FileSource {

    private final SortedMap<String, byte[]> contents = new TreeMap<>(EntryOrder.PATHS);
    private final FileTree tree;

    public InlineFiles(Vertex.Inline vertex) {
        var modes = vertex.files().stream().collect(Collectors.toMap(Vertex.InlineFile::name, Vertex.InlineFile::mode,
                (_, last) -> last));
        vertex.files().forEach(file -> contents.put(file.name(), file.content().getBytes(StandardCharsets.UTF_8)));
        this.tree = FileTree.of(List.of(new LayerIndex(contents.entrySet().stream()
                .map(file -> Entry.file(file.getKey(), modes.get(file.getKey()), 0, 0, file.getValue().length,
                        Long.MAX_VALUE)
                        .withContent(Digest.sha256(file.getValue())))
                .toList())));
    }

    @Override
    public FileTree tree() {
        return tree;
    }

    @Override
    public Map<String, Digest> digests(List<Entry> files) {
        return files.stream().collect(Collectors.toMap(Entry::path, file -> file.content().orElseThrow()));
    }

    @Override
    public Content content(Entry file) {
        return () -> new ByteArrayInputStream(contents.get(file.path()));
    }
}
