package slipway.build.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.DiffId;
import slipway.image.Digest;
import slipway.image.Layer;
import slipway.image.Store;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;
import slipway.image.layer.Compression;
import slipway.image.layer.Recompression;
import slipway.image.store.Lease;

/// The forms that layers were brought into: a tar is compressed once for each, whatever number of outputs and builds want
/// it. A small file for each, under the diffID and the form; one that cannot be read is none.
public final class LayerForms {

    private final Path directory;
    private final Store store;
    private final Lease lease;

    /// @param directory made when the first form is remembered
    public LayerForms(Path directory, Store store, Lease lease) {
        this.directory = directory;
        this.store = store;
        this.lease = lease;
    }

    /// A layer in a form: as it was made before, or made now.
    public Layer of(Layer layer, Compression compression) throws IOException {
        Optional<Layer> known = find(layer, compression);
        if (known.isPresent()) return known.get();
        Layer made = Recompression.of(layer, store, compression);
        remember(layer, compression, made);
        return made;
    }

    /// Remembers that `made` is what `layer` is in a form.
    void remember(Layer layer, Compression compression, Layer made) throws IOException {
        Files.createDirectories(directory);
        Path temporary = Files.createTempFile(directory, ".new", "");
        try {
            Files.write(temporary, Json.object().put("layer", made.descriptor().toJson())
                    .put("diffId", made.diffId().toString()).build().toBytes());
            Files.move(temporary, file(layer, compression), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private Optional<Layer> find(Layer layer, Compression compression) throws IOException {
        try {
            Json.Obj json = Json.parseObject(Files.readAllBytes(file(layer, compression)));
            var found = new Layer(Descriptor.fromJson(json.object("layer")), DiffId.parse(json.string("diffId").orElse("")));
            return lease.keep(found.descriptor().digest()) ? Optional.of(found) : Optional.empty();
        } catch (NoSuchFileException | InvalidJson | SlipwayException unreadable) {
            return Optional.empty();
        }
    }

    private Path file(Layer layer, Compression compression) {
        return directory.resolve(Digest.ofUtf8(layer.diffId() + " " + compression.label()).hex() + ".json");
    }
}
