package slipway.build.solve;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.DiffId;
import slipway.image.Layer;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;

/// What builds found out: for a key, the layer that its step made. One small file each, written by rename, so that any
/// number of processes may read and write. Beside each lie the inputs of its key, to explain a later miss.
///
/// A record that cannot be read is no record.
public final class CacheRecords {

    private final Path directory;

    /// @param directory made when the first record is written
    public CacheRecords(Path directory) {
        this.directory = directory;
    }

    /// The layer that the step of this key made, if that is known. Whether its blob is still there is not looked at.
    public Optional<Layer> find(CacheKey key) throws IOException {
        try {
            Json.Obj json = Json.parseObject(Files.readAllBytes(file(key, ".json")));
            return Optional.of(new Layer(Descriptor.fromJson(json.object("layer")),
                    DiffId.parse(json.string("diffId").orElse(""))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (InvalidJson | SlipwayException e) {
            return Optional.empty();
        }
    }

    /// Remembers what the step of this key made.
    public void put(CacheKey key, Layer layer) throws IOException {
        Path record = file(key, ".json");
        Files.createDirectories(record.getParent());
        write(file(key, ".inputs.gz"), out -> {
            try (var packed = new GZIPOutputStream(out)) {
                packed.write(inputs(key).toBytes());
            }
        });
        byte[] bytes = Json.object()
                .put("layer", layer.descriptor().toJson())
                .put("diffId", layer.diffId().toString())
                .build()
                .toBytes();
        write(record, out -> out.write(bytes));
    }

    private static Json inputs(CacheKey key) {
        return Json.array(key.inputs().stream()
                .map(input -> Json.array(java.util.List.of(Json.of(input.name()), Json.of(input.value()))))
                .toList());
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static void write(Path file, Content content) throws IOException {
        Path temporary = Files.createTempFile(file.getParent(), ".new", "");
        try {
            try (OutputStream out = Files.newOutputStream(temporary)) {
                content.writeTo(out);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private Path file(CacheKey key, String suffix) {
        String hex = key.digest().hex();
        return directory.resolve(hex.substring(0, 2)).resolve(hex + suffix);
    }
}
