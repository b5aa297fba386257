package slipway.image.layer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import slipway.diagnostics.SlipwayException;
import slipway.image.DiffId;
import slipway.image.Layer;
import slipway.image.Store;

/// A directory of layer indexes, one file per diffID, made when they are first asked for.
///
/// Safe under several threads and processes: files appear whole. One that is damaged is made anew.
public final class LayerIndexes {

    private final Path directory;

    /// The indexes that lie in `root/indexes`.
    public LayerIndexes(Path root) {
        this.directory = root.resolve("indexes");
    }

    /// The index of a layer, from its file or, for the first time, from the layer itself.
    public LayerIndex of(Layer layer, Store store) throws IOException {
        Optional<LayerIndex> known = find(layer.diffId());
        if (known.isPresent()) return known.get();
        LayerIndex index = LayerIndex.of(layer, store);
        put(layer.diffId(), index);
        return index;
    }

    /// The index of a layer if it is here.
    public Optional<LayerIndex> find(DiffId diffId) throws IOException {
        Path file = file(diffId);
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(LayerIndex.read(in));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (SlipwayException.CorruptData e) {
            // It holds nothing that cannot be found out again.
            Files.deleteIfExists(file);
            return Optional.empty();
        }
    }

    /// Keeps an index.
    public void put(DiffId diffId, LayerIndex index) throws IOException {
        Files.createDirectories(directory);
        Path temporary = Files.createTempFile(directory, ".new", "");
        try {
            try (var out = Files.newOutputStream(temporary)) {
                index.write(out);
            }
            Files.move(temporary, file(diffId), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private Path file(DiffId diffId) {
        return directory.resolve(diffId.digest().hex());
    }
}
