package slipway.image.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.Layer;
import slipway.image.Manifest;
import slipway.image.MediaTypes;

/// A layer of a Docker archive, which has no descriptor there.
final class ArchivedLayer {

    private ArchivedLayer() {}

    /// What a layer's file would be pointed to by. An uncompressed one has its diffID for a digest, so it need not be read;
    /// a compressed one is hashed.
    static Descriptor describe(TarIndex tar, String path, Digest diffId) throws IOException {
        long size = tar.size(path)
                .orElseThrow(() -> new SlipwayException.CorruptData(Problem.of("the archive has no layer " + path)));
        String mediaType;
        try (InputStream in = tar.open(path).orElseThrow()) {
            mediaType = mediaType(in.readNBytes(4));
        }
        if (mediaType.equals(MediaTypes.OCI_LAYER)) return Descriptor.of(mediaType, diffId, size);
        MessageDigest hash = Digest.sha256Hash();
        try (InputStream in = new DigestInputStream(tar.open(path).orElseThrow(), hash)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Descriptor.of(mediaType, Digest.ofSha256(hash), size);
    }

    /// How a layer is stored, as its first bytes say.
    private static String mediaType(byte[] start) {
        if (start.length >= 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b) return MediaTypes.OCI_LAYER_GZIP;
        boolean zstd = start.length >= 4 && ByteBuffer.wrap(start).getInt() == 0x28b52ffd;
        return zstd ? MediaTypes.OCI_LAYER_ZSTD : MediaTypes.OCI_LAYER;
    }

    /// An OCI image of a configuration, byte for byte, and these layers.
    static Image image(byte[] rawConfig, List<Layer> layers) {
        Descriptor config = Descriptor.of(MediaTypes.OCI_CONFIG, rawConfig);
        return Image.of(Manifest.oci(config, layers.stream().map(Layer::descriptor).toList()).toBytes(), rawConfig);
    }
}
