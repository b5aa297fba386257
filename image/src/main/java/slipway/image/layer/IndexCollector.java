package slipway.image.layer;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeMap;
import slipway.image.Digest;

/// Sorts what a tar holds in any order.
final class IndexCollector {
    private final TreeMap<String, Entry> entries = new TreeMap<>(EntryOrder.PATHS);
    private final TreeMap<String, Entry> marks = new TreeMap<>(EntryOrder.PATHS);

    void add(Entry entry, InputStream content) throws IOException {
        switch (entry.kind()) {
            case FILE -> entries.put(entry.path(), entry.withContent(hash(content)));
            case WHITEOUT, OPAQUE -> marks.merge(entry.path(), entry, (a, b) -> a.is(Entry.Kind.OPAQUE) ? a : b);
            case DIRECTORY, SYMLINK, HARD_LINK, CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> entries.put(entry.path(), entry);
        }
    }

    /// Adds what somebody else reads first; of a file's content he may leave what he likes.
    void add(Entry entry, InputStream content, LayerReader.Visitor first) throws IOException {
        if (!entry.is(Entry.Kind.FILE)) {
            first.visit(entry, content);
            add(entry, content);
            return;
        }
        var hashing = new LayerReader.SkippedToo(content, Digest.sha256Hash());
        first.visit(entry, hashing);
        LayerReader.drain(hashing);
        entries.put(entry.path(), entry.withContent(Digest.ofSha256(hashing.getMessageDigest())));
    }

    /// The digest of the file that was added last at a path.
    Optional<Digest> content(String path) {
        return Optional.ofNullable(entries.get(path)).flatMap(Entry::content);
    }

    LayerIndex index() {
        var all = new ArrayList<Entry>(entries.size() + marks.size());
        var stack = new ArrayDeque<Entry>();
        for (Entry entry : entries.values()) {
            while (!stack.isEmpty() && !EntryOrder.isBeneath(entry.path(), stack.peek().path())) stack.pop();
            if (!stack.isEmpty() && !stack.peek().is(Entry.Kind.DIRECTORY)) {
                String what = stack.peek().path();
                throw LayerReader.hostile(entry.path(), "it lies beneath " + what + ", which is no directory");
            }
            stack.push(entry);
            all.add(linked(entry));
        }
        for (Entry mark : marks.values()) {
            Entry own = entries.get(mark.path());
            if (own == null) all.add(mark);
            else if (own.is(Entry.Kind.DIRECTORY)) all.add(Entry.opaque(mark.path()));
        }
        all.sort(EntryOrder.ENTRIES);
        return new LayerIndex(all);
    }

    /// The SHA-256 of what a stream has left.
    static Digest hash(InputStream in) throws IOException {
        MessageDigest hash = Digest.sha256Hash();
        byte[] buffer = new byte[1 << 14];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) hash.update(buffer, 0, count);
        return Digest.ofSha256(hash);
    }

    private Entry linked(Entry entry) {
        if (!entry.is(Entry.Kind.HARD_LINK)) return entry;
        Entry target = entries.get(entry.link());
        return target == null || target.content().isEmpty() ? entry : entry.withContent(target.content().get());
    }
}
