package slipway.image.layer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Blobs;
import slipway.image.Layer;

/// Reads the tar of a layer, whatever its compression, entry by entry in the order in which they stand.
///
/// Whiteouts come as entries of the kinds `WHITEOUT` and `OPAQUE`. Paths are normal, cannot lead out of the root and have
/// no part that is too long; that is all that is promised: a parent may be missing, a path may come twice, a link may lead
/// anywhere. [LayerIndex#of] makes order of it.
public final class LayerReader {

    private LayerReader() {}

    /// Hears of each entry. The content is that of a file, empty for all else, and can be read during the call only; what
    /// is not read is skipped.
    @FunctionalInterface
    public interface Visitor {
        void visit(Entry entry, InputStream content) throws IOException;
    }

    /// Reads a layer to its end and verifies it: the blob by its digest, the tar by its diffID. The visitor has seen all
    /// entries before that is known; it must not make its results final until this returns.
    ///
    /// @throws SlipwayException.CorruptData when the bytes are not the layer's, or are no layer
    public static void read(Layer layer, Blobs store, Visitor visitor) throws IOException {
        read(layer, store, ReadLimits.DEFAULT, visitor);
    }

    /// The same with other limits.
    public static void read(Layer layer, Blobs store, ReadLimits limits, Visitor visitor) throws IOException {
        MessageDigest hash = layer.diffId().digest().newHash();
        try (InputStream blob = store.open(layer.descriptor()); var bytes = limits.decompress(blob)) {
            var digesting = new SkippedToo(bytes, hash);
            visit(new TarReader(new BufferedInputStream(digesting, 1 << 16), limits), (entry, content) -> {
                Optional<Entry> meant = meaning(entry);
                if (meant.isPresent()) visitor.visit(meant.get(), content);
            });
            drain(digesting);
            bytes.drainSource();
        }
        if (!layer.diffId().digest().matches(hash)) {
            throw new SlipwayException.CorruptData(Problem.of("layer " + layer.descriptor().digest()
                    + " unpacks to other bytes than its diffID " + layer.diffId() + " says"));
        }
    }

    static void visit(TarReader tar, Visitor visitor) throws IOException {
        for (Optional<Entry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
            visitor.visit(entry.get(), tar.content());
        }
    }

    /// What an entry of a tar means in a layer; nothing if it is bookkeeping of the union file system of its maker.
    private static Optional<Entry> meaning(Entry entry) {
        String name = entry.name();
        if (!name.startsWith(Whiteout.PREFIX)) return Optional.of(entry);
        if (name.equals(Whiteout.OPAQUE)) return Optional.of(Entry.opaque(entry.parent()));
        if (name.startsWith(Whiteout.META_PREFIX)) return Optional.empty();
        String deleted = name.substring(Whiteout.PREFIX.length());
        if (deleted.isEmpty() || deleted.equals(".") || deleted.equals("..")) {
            throw hostile(entry.path(), "it is a whiteout of nothing");
        }
        return Optional.of(Entry.whiteout(Whiteout.in(entry.parent(), deleted)));
    }

    /// Hashes what is skipped as well: the JDK's stream passes skips on, around the hash.
    static final class SkippedToo extends DigestInputStream {
        SkippedToo(InputStream in, MessageDigest hash) {
            super(in, hash);
        }

        @Override
        public long skip(long count) throws IOException {
            byte[] buffer = new byte[(int) Math.min(count, 1 << 13)];
            return count <= 0 ? 0 : Math.max(0, read(buffer, 0, buffer.length));
        }
    }

    static void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 14];
        while (in.read(buffer) >= 0) continue;
    }

    static SlipwayException.CorruptData hostile(String path, String why) {
        return new SlipwayException.CorruptData(Problem.of("bad entry " + path + " in an archive: " + why));
    }
}
