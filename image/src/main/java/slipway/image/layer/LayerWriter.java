package slipway.image.layer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.DiffId;
import slipway.image.Digest;
import slipway.image.Layer;
import slipway.image.Store;

/// Makes a layer of entries in one pass: each byte is read, hashed, compressed and stored once.
///
/// Entries come in [EntryOrder]. A directory comes before what is in it, the file of a hard link before the link. Breaking
/// the order is a mistake of the caller's and an [IllegalArgumentException].
///
/// ```java
/// try (var writer = LayerWriter.open(store, LayerOptions.at(epoch))) {
///     writer.add(Entry.directory("etc", 0755, 0, 0, 0));
///     writer.add(Entry.file("etc/hosts", 0644, 0, 0, bytes.length, 0), () -> new ByteArrayInputStream(bytes));
///     return writer.finish();
/// }
/// ```
public final class LayerWriter implements AutoCloseable {

    private static final Digest EMPTY = Digest.sha256(new byte[0]);

    /// A layer in the store, and what is in it.
    public record Written(Layer layer, LayerIndex index) {}

    private final LayerOptions options;
    private final Store.BlobWriter blob;
    private final OutputStream out;
    private final MessageDigest diffHash = Digest.sha256Hash();
    private final TarWriter tar;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Entry> files = new HashMap<>();
    private final Deque<String> directories = new ArrayDeque<>();
    private final byte[] buffer = new byte[1 << 16];

    private LayerWriter(Store.BlobWriter blob, LayerOptions options) throws IOException {
        this.options = options;
        this.blob = blob;
        OutputStream packed = options.compression().compress(new Recompression.KeptOpen(blob.stream()));
        this.out = new java.io.BufferedOutputStream(new DigestOutputStream(packed, diffHash), 1 << 16);
        this.tar = new TarWriter(out);
    }

    /// Begins a layer.
    public static LayerWriter open(Store store, LayerOptions options) throws IOException {
        Store.BlobWriter blob = store.write();
        try {
            return new LayerWriter(blob, options);
        } catch (IOException | RuntimeException e) {
            blob.close();
            throw e;
        }
    }

    /// Adds anything that has no bytes: all but files, and files of size 0.
    public void add(Entry entry) throws IOException {
        if (entry.is(Entry.Kind.FILE)) {
            add(entry, InputStream::nullInputStream);
        } else {
            Entry written = prepare(entry);
            tar.header(written);
            entries.add(written);
        }
    }

    /// Adds a file, reading its bytes to their end.
    ///
    /// @throws SlipwayException.BadInput when there are more or fewer bytes than the entry says, or other ones than its
    ///     digest, if it has one, says
    public void add(Entry file, Content content) throws IOException {
        if (!file.is(Entry.Kind.FILE)) throw new IllegalArgumentException("not a file: " + file);
        Entry entry = prepare(file);
        tar.header(entry);
        Digest digest;
        try (InputStream in = content.open()) {
            digest = copy(in, entry);
        }
        if (file.content().isPresent() && !file.content().get().equals(digest)) throw changed(file);
        tar.pad(entry.size());
        Entry written = entry.withContent(digest);
        entries.add(written);
        files.put(written.path(), written);
    }

    /// Ends the layer and puts it into the store.
    public Written finish() throws IOException {
        tar.end();
        out.close();
        var descriptor = blob.commit(options.compression().mediaType());
        var diffId = new DiffId(Digest.ofSha256(diffHash));
        return new Written(new Layer(descriptor, diffId), new LayerIndex(entries));
    }

    /// Gives up what was not finished.
    @Override
    public void close() throws IOException {
        blob.close();
    }

    private Digest copy(InputStream in, Entry entry) throws IOException {
        if (entry.size() == 0) {
            if (in.read() >= 0) throw changed(entry);
            return EMPTY;
        }
        MessageDigest hash = Digest.sha256Hash();
        long rest = entry.size();
        while (true) {
            int count = in.read(buffer);
            if (count < 0) break;
            rest -= count;
            if (rest < 0) throw changed(entry);
            hash.update(buffer, 0, count);
            out.write(buffer, 0, count);
        }
        if (rest > 0) throw changed(entry);
        return Digest.ofSha256(hash);
    }

    private Entry prepare(Entry entry) {
        checkOrder(entry);
        Entry clamped = entry.withModified(options.clamp(entry.modified()));
        if (!entry.is(Entry.Kind.HARD_LINK)) return clamped;
        return Optional.ofNullable(files.get(entry.link()))
                .map(target -> Entry.hardLink(entry.path(), target))
                .orElseThrow(() -> new IllegalArgumentException("no file before its hard link: " + entry));
    }

    private void checkOrder(Entry entry) {
        if (!entries.isEmpty() && EntryOrder.ENTRIES.compare(entries.getLast(), entry) >= 0) {
            throw new IllegalArgumentException("out of order: " + entry.path() + " after " + entries.getLast().path());
        }
        boolean marked = entry.is(Entry.Kind.WHITEOUT) || entry.is(Entry.Kind.OPAQUE);
        if (!marked && entry.name().startsWith(Whiteout.PREFIX)) {
            throw new SlipwayException.BadInput(Problem.of("a layer cannot hold a file named " + entry.path())
                    .hint("names that begin with .wh. mean deleted files in layers; rename or exclude it"));
        }
        String needed = entry.is(Entry.Kind.OPAQUE) ? entry.path() : entry.parent();
        while (!directories.isEmpty() && !directories.peek().equals(needed)
                && !EntryOrder.isBeneath(needed, directories.peek())) {
            directories.pop();
        }
        if (!needed.isEmpty() && !needed.equals(directories.peek())) {
            throw new IllegalArgumentException("no directory before what is in it: " + entry.path());
        }
        if (entry.is(Entry.Kind.DIRECTORY)) directories.push(entry.path());
    }

    private static SlipwayException.BadInput changed(Entry entry) {
        return new SlipwayException.BadInput(Problem.of("/" + entry.path() + " changed while it was read")
                .hint("let nothing write to the files that are copied while the build runs"));
    }
}
