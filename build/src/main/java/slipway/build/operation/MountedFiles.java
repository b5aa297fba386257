package slipway.build.operation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import slipway.build.files.FileSource;
import slipway.build.plan.Paths;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Digest;
import slipway.image.layer.Content;
import slipway.image.layer.Entry;
import slipway.image.layer.FileTree;

/// The files that a mount shows: what is at one path of a tree, and all beneath it.
///
/// @param root what is there; links have been followed, inside the tree
record MountedFiles(FileSource files, Entry root) {

    /// @throws SlipwayException.BadInput when nothing is at the path
    static MountedFiles at(String source, FileSource files) {
        String path = Paths.clean("/" + source).substring(1);
        FileTree.Place place = files.tree().place(path);
        return new MountedFiles(files, place.entry().orElseThrow(() -> {
            boolean isLink = files.tree().lookup(path).isPresent();
            return new SlipwayException.BadInput(Problem.of("\"/" + path + "\" not found").hint(isLink
                    ? "it is a link to /" + place.path() + ", and that is not there" : files.whyMissing(path)));
        }));
    }

    boolean isDirectory() {
        return root.is(Entry.Kind.DIRECTORY);
    }

    /// What a process can see of them but for their times, and where they are: names, content, owners and modes.
    Digest digest() throws IOException {
        List<Entry> entries = files.tree().walk(root.path());
        Map<String, Digest> digests = files.digests(entries.stream().filter(entry -> entry.is(Entry.Kind.FILE)).toList());
        MessageDigest hash = Digest.sha256Hash();
        for (Entry entry : entries) {
            String text = describe(entry, digests);
            hash.update((text.length() + ":" + text).getBytes(StandardCharsets.UTF_8));
        }
        return Digest.ofSha256(hash);
    }

    private String describe(Entry entry, Map<String, Digest> digests) {
        var text = new StringBuilder(entry.path().substring(root.path().length())).append('\0').append(entry.kind());
        text.append(' ').append(Integer.toOctalString(entry.mode()));
        text.append(' ').append(entry.uid()).append(':').append(entry.gid());
        if (entry.is(Entry.Kind.FILE)) text.append(' ').append(entry.size()).append(' ').append(digests.get(entry.path()));
        if (!entry.link().isEmpty()) text.append(" -> ").append(entry.link());
        if (!entry.device().equals(Entry.Device.NONE)) text.append(' ').append(entry.device());
        entry.attributes().forEach((name, value) -> text.append('\0').append(name).append('=').append(value));
        return text.toString();
    }

    /// The same files in a tree of their own: a directory as its root, anything else by its name in an empty one.
    List<Entry> entries() {
        if (!isDirectory()) return List.of(Entry.directory("", 0755, 0, 0, 0), root.withPath(root.name()));
        FileTree tree = files.tree();
        var entries = new ArrayList<Entry>();
        var first = new HashMap<FileTree.Origin, Entry>();
        for (Entry entry : tree.walk(root.path())) {
            Entry moved = entry.withPath(below(entry.path()));
            Entry same = entry.is(Entry.Kind.FILE) ? first.putIfAbsent(tree.origin(entry.path()).orElseThrow(), moved)
                    : null;
            entries.add(same == null ? moved : Entry.hardLink(moved.path(), same));
        }
        return entries;
    }

    private String below(String path) {
        if (root.path().isEmpty() || path.equals(root.path())) return path.substring(root.path().length());
        return path.substring(root.path().length() + 1);
    }

    /// The bytes of one of [#entries].
    Content content(Entry moved) throws IOException {
        if (!isDirectory()) return files.content(root);
        String path = root.path().isEmpty() ? moved.path() : root.path() + "/" + moved.path();
        return files.content(files.tree().lookup(path).orElseThrow());
    }
}
