package slipway.image.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Digest;

/// Checks a whole store: that each blob has the bytes its digest says, and that each name reaches all it needs.
///
/// A store in use may be verified: blobs and names that come or go meanwhile are no problem.
public final class StoreVerifier {

    private final DirectoryStore store;

    public StoreVerifier(DirectoryStore store) {
        this.store = store;
    }

    /// Everything that is wrong, in a fixed order; nothing when all is well.
    public List<Problem> verify() throws IOException {
        var problems = new ArrayList<Problem>();
        layout(problems);
        strangers(problems);
        for (Digest digest : store.list()) blob(digest, problems);
        names(problems);
        return List.copyOf(problems);
    }

    private void layout(List<Problem> problems) throws IOException {
        try {
            StoreDirectory.checkLayout(store.root());
        } catch (SlipwayException.CorruptData e) {
            problems.add(e.problem());
        }
    }

    private void strangers(List<Problem> problems) throws IOException {
        var found = new ArrayList<Path>();
        try (Stream<Path> files = Files.walk(store.root().resolve("blobs"), 2)) {
            files.filter(file -> !Files.isDirectory(file)).sorted().forEach(found::add);
        }
        for (Path file : found) {
            if (DirectoryStore.digest(file).isEmpty()) problems.add(Problem.of("not a blob: " + file));
        }
    }

    private void blob(Digest digest, List<Problem> problems) throws IOException {
        var size = store.size(digest);
        if (size.isEmpty()) return;
        try (InputStream in = store.open(Descriptor.of("", digest, size.getAsLong()))) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (SlipwayException.CorruptData e) {
            if (store.contains(digest)) problems.add(e.problem().hint("delete it with its image and pull that again"));
        }
    }

    private void names(List<Problem> problems) throws IOException {
        LayoutIndex index;
        try {
            index = store.index();
        } catch (SlipwayException.CorruptData e) {
            problems.add(e.problem());
            return;
        }
        for (LayoutIndex.Entry entry : index.entries()) {
            Descriptor named = entry.descriptor();
            String name = entry.refName().orElse(named.digest().toString());
            try {
                for (Descriptor missing : Artifacts.missing(store, named)) {
                    problems.add(Problem.of(name + " needs " + missing.digest() + ", which is not here")
                            .hint("pull it again"));
                }
                sizes(name, named, problems);
            } catch (SlipwayException.CorruptData e) {
                problems.add(Problem.of(name + ": " + e.problem().message()));
            }
        }
    }

    private void sizes(String name, Descriptor named, List<Problem> problems) throws IOException {
        for (Descriptor blob : Artifacts.reachable(store, named)) {
            long size = store.size(blob.digest()).orElse(blob.size());
            if (size != blob.size()) {
                String told = blob.digest() + " has " + blob.size() + " bytes, not " + size;
                problems.add(Problem.of(name + " says that " + told));
            }
        }
    }
}
