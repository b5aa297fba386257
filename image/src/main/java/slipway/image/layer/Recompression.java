package slipway.image.layer;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Digest;
import slipway.image.Layer;
import slipway.image.MediaTypes;
import slipway.image.Store;

/// Stores a layer in another form: the same tar, compressed anew.
public final class Recompression {

    private Recompression() {}

    /// Whether a layer already is of a form, as far as its descriptor tells; at what level it does not.
    public static boolean is(Layer layer, Compression.Form form) {
        String type = layer.descriptor().mediaType();
        boolean gzip = type.endsWith("gzip") || type.endsWith(".gz");
        return switch (form) {
            case GZIP -> gzip && !EstargzWriter.isOne(layer);
            case ESTARGZ -> EstargzWriter.isOne(layer);
            case ZSTD -> type.endsWith("zstd");
            case NONE -> type.equals(MediaTypes.OCI_LAYER) || type.equals(MediaTypes.DOCKER_LAYER);
        };
    }

    /// The layer in a form, written to the store that it is read from. Its diffID stays, unless eStargz adds to the tar.
    ///
    /// @throws SlipwayException.CorruptData when the layer's bytes are not what they should be
    public static Layer of(Layer layer, Store store, Compression compression) throws IOException {
        if (compression.form() == Compression.Form.ESTARGZ) return EstargzWriter.write(layer, store, compression);
        MessageDigest diffHash = layer.diffId().digest().newHash();
        try (Store.BlobWriter blob = store.write();
                InputStream tar = ArchiveReader.decompress(store.open(layer.descriptor()), ReadLimits.DEFAULT)) {
            try (OutputStream out = new BufferedOutputStream(new DigestOutputStream(
                    compression.compress(new KeptOpen(blob.stream())), diffHash), 1 << 16)) {
                tar.transferTo(out);
            }
            if (!layer.diffId().digest().matches(diffHash)) {
                throw new SlipwayException.CorruptData(Problem.of("layer " + layer.descriptor().digest()
                        + " unpacks to other bytes than its diffID " + layer.diffId() + " says"));
            }
            return new Layer(blob.commit(compression.mediaType()), layer.diffId());
        }
    }

    /// Passes everything on but the end: a blob's stream is ended by its writer.
    static final class KeptOpen extends FilterOutputStream {
        KeptOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
