package slipway.build.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import slipway.diagnostics.Suggestion;
import slipway.dockerfile.pattern.IgnoreFile;
import slipway.image.Digest;
import slipway.image.layer.Content;
import slipway.image.layer.Entry;
import slipway.image.layer.FileTree;

/// The files of a directory on this machine, without those that its `.dockerignore` excludes. They are read in place.
///
/// Owners are root: whose the files are on this machine says nothing of whose they shall be in the image.
public final class ContextFiles implements FileSource {

    private final Path root;
    private final IgnoreFile ignored;
    private final FileTree tree;
    private final Map<String, Digest> known = new ConcurrentHashMap<>();

    private ContextFiles(Path root, IgnoreFile ignored, FileTree tree) {
        this.root = root;
        this.ignored = ignored;
        this.tree = tree;
    }

    /// Looks at all files of a directory, but for their bytes.
    public static ContextFiles of(Path root, IgnoreFile ignored) throws IOException {
        return new ContextFiles(root, ignored, new ContextWalk(root, ignored).tree());
    }

    @Override
    public FileTree tree() {
        return tree;
    }

    @Override
    public Map<String, Digest> digests(List<Entry> files) throws IOException {
        var missing = new LinkedHashMap<String, Content>();
        for (Entry file : files) {
            if (!known.containsKey(file.path())) missing.put(file.path(), content(file));
        }
        known.putAll(FileHashes.of(missing));
        var digests = new LinkedHashMap<String, Digest>();
        files.forEach(file -> digests.put(file.path(), known.get(file.path())));
        return digests;
    }

    @Override
    public Content content(Entry file) {
        String path = tree.origin(file.path()).orElseThrow().path();
        if (file.size() == 0) return java.io.InputStream::nullInputStream; // Sockets are copied as empty files.
        return OddlyNamedFile.is(path) ? () -> OddlyNamedFile.open(root, path)
                : () -> Files.newInputStream(root.resolve(path));
    }

    @Override
    public String whyMissing(String path) {
        if (Files.exists(root.resolve(path)) && ignored.excludes(path)) {
            return ignored.explain(path).map(rule -> "the file is there, but .dockerignore excludes it: " + rule.pattern())
                    .orElse("it is excluded");
        }
        int slash = path.lastIndexOf('/');
        String parent = slash < 0 ? "" : path.substring(0, slash);
        List<String> neighbours = tree.children(parent).stream().map(Entry::path).toList();
        return Suggestion.didYouMean(path, neighbours).orElse("paths are looked up in the build context, " + root);
    }
}
