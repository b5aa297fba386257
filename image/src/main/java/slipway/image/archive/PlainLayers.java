package slipway.image.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import slipway.image.Blobs;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.Layer;
import slipway.image.MediaTypes;
import slipway.image.layer.ArchiveReader;
import slipway.image.layer.ReadLimits;
import slipway.image.store.VerifiedInputStream;

/// Blobs among which layers compressed with zstd are found uncompressed as well, for those who cannot read zstd.
final class PlainLayers implements Blobs {

    private final Blobs stored;
    private final Map<Digest, Descriptor> compressed = new HashMap<>();
    private final Map<Digest, Long> sizes = new HashMap<>();
    private final Map<Digest, byte[]> manifests = new HashMap<>();

    PlainLayers(Blobs stored) {
        this.stored = stored;
    }

    /// The same image, with uncompressed layers instead of such as zstd has compressed.
    Image withoutZstd(Image image) throws IOException {
        if (image.layers().stream().noneMatch(PlainLayers::isZstd)) return image;
        var layers = new ArrayList<Layer>();
        for (Layer layer : image.layers()) layers.add(isZstd(layer) ? plain(layer) : layer);
        Image plain = ArchivedLayer.image(image.rawConfig(), layers);
        manifests.put(plain.descriptor().digest(), plain.raw());
        return plain;
    }

    private static boolean isZstd(Layer layer) {
        return layer.descriptor().mediaType().endsWith("zstd");
    }

    private Layer plain(Layer layer) throws IOException {
        Digest diffId = layer.diffId().digest();
        compressed.put(diffId, layer.descriptor());
        if (!sizes.containsKey(diffId)) {
            try (InputStream in = decompressed(layer.descriptor())) {
                sizes.put(diffId, in.transferTo(OutputStream.nullOutputStream()));
            }
        }
        return new Layer(Descriptor.of(MediaTypes.OCI_LAYER, diffId, sizes.get(diffId)), layer.diffId());
    }

    private InputStream decompressed(Descriptor layer) throws IOException {
        return ArchiveReader.decompress(stored.open(layer), ReadLimits.DEFAULT);
    }

    @Override
    public boolean contains(Digest digest) {
        return size(digest).isPresent();
    }

    @Override
    public OptionalLong size(Digest digest) {
        if (manifests.containsKey(digest)) return OptionalLong.of(manifests.get(digest).length);
        return sizes.containsKey(digest) ? OptionalLong.of(sizes.get(digest)) : stored.size(digest);
    }

    @Override
    public InputStream open(Descriptor blob) throws IOException {
        if (manifests.containsKey(blob.digest())) return new java.io.ByteArrayInputStream(manifests.get(blob.digest()));
        if (!compressed.containsKey(blob.digest())) return stored.open(blob);
        return new VerifiedInputStream(decompressed(compressed.get(blob.digest())), blob);
    }

    @Override
    public byte[] read(Descriptor blob) throws IOException {
        return manifests.containsKey(blob.digest()) ? manifests.get(blob.digest()) : stored.read(blob);
    }
}
