package slipway.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import slipway.image.Descriptor;
import slipway.image.DiffId;
import slipway.image.Image;
import slipway.image.ImageConfig;
import slipway.image.Index;
import slipway.image.Layer;
import slipway.image.MediaTypes;
import slipway.image.Platform;
import slipway.image.Store;
import slipway.registry.auth.Credentials;
import slipway.registry.transport.Limits;

/// Images of made-up bytes, and clients that do not wait long.
final class Samples {

    static final Limits QUICK =
            new Limits(Duration.ofSeconds(5), Duration.ofSeconds(20), 4, Duration.ofMillis(5), Duration.ofSeconds(2));

    private Samples() {}

    static RegistryConfiguration quick() {
        return RegistryConfiguration.usual().withLimits(QUICK);
    }

    static RemoteImages anonymous() {
        return new RemoteImages(quick(), Credentials.none());
    }

    /// Bytes that look random and are the same for the same seed.
    static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /// An image for a platform with layers of these sizes, all its blobs in the store.
    static Image image(Store store, Platform platform, int... sizes) throws Exception {
        var layers = new ArrayList<Layer>();
        for (int i = 0; i < sizes.length; i++) {
            Descriptor blob = store.put(MediaTypes.OCI_LAYER, bytes(platform.hashCode() * 31L + i, sizes[i]));
            layers.add(new Layer(blob, new DiffId(blob.digest())));
        }
        ImageConfig config = ImageConfig.empty(platform).withLayers(layers.stream().map(Layer::diffId).toList(), List.of());
        Image image = Image.of(config, layers);
        store.put(MediaTypes.OCI_CONFIG, image.rawConfig());
        store.put(image.descriptor().mediaType(), image.raw());
        return image;
    }

    /// An index of two images, everything in the store.
    static Index index(Store store) throws Exception {
        Image amd = image(store, Platform.of("linux", "amd64"), 1000, 70_000);
        Image arm = image(store, Platform.of("linux", "arm64"), 2000);
        Index index = Index.of(List.of(amd.descriptor(), arm.descriptor()), new LinkedHashMap<>());
        store.put(MediaTypes.OCI_INDEX, index.raw());
        return index;
    }
}
