package slipway.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import slipway.image.Descriptor;
import slipway.image.HistoryEntry;
import slipway.image.Image;
import slipway.image.ImageConfig;
import slipway.image.Index;
import slipway.image.Layer;
import slipway.image.Platform;
import slipway.image.Store;
import slipway.image.layer.Compression;
import slipway.image.layer.Entry;
import slipway.image.layer.LayerOptions;
import slipway.image.layer.LayerWriter;

/// Small images that are whole and valid. The same texts give the same images.
public final class TestImages {

    private TestImages() {}

    /// An image for `linux/amd64` with one layer for each text: a file `layer<number>.txt` that holds it.
    public static Image image(Store store, String... texts) throws IOException {
        return image(store, Platform.of("linux", "amd64"), Compression.GZIP, texts);
    }

    /// The same for another platform, with its layers stored in some way.
    public static Image image(Store store, Platform platform, Compression compression, String... texts) throws IOException {
        var layers = new ArrayList<Layer>();
        var history = new ArrayList<HistoryEntry>();
        for (int i = 0; i < texts.length; i++) {
            layers.add(layer(store, compression, "layer" + i + ".txt", texts[i]));
            history.add(new HistoryEntry(Optional.of("1970-01-01T00:00:00Z"), "COPY layer" + i + ".txt /", Optional.empty(),
                    Optional.empty(), false));
        }
        ImageConfig config = ImageConfig.empty(platform)
                .withCreated(Optional.of("1970-01-01T00:00:00Z"))
                .withLayers(layers.stream().map(Layer::diffId).toList(), history);
        Image image = Image.of(config, layers);
        store.put(image.manifest().config().mediaType(), image.rawConfig());
        store.put(image.descriptor().mediaType(), image.raw());
        return image;
    }

    /// A layer with one file.
    public static Layer layer(Store store, Compression compression, String path, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (var writer = LayerWriter.open(store, new LayerOptions(compression, 0))) {
            writer.add(Entry.file(path, 0644, 0, 0, bytes.length, 0), () -> new ByteArrayInputStream(bytes));
            return writer.finish().layer();
        }
    }

    /// An index of these images, by their platforms.
    public static Index index(Store store, Image... images) throws IOException {
        List<Descriptor> manifests = List.of(images).stream().map(Image::descriptor).toList();
        Index index = Index.of(manifests, new LinkedHashMap<>());
        store.put(index.descriptor().mediaType(), index.raw());
        return index;
    }
}
