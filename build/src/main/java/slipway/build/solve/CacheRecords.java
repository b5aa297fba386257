package slipway.build.solve;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
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
    private final InstantSource clock;
    private final Optional<Duration> age;

    /// @param directory made when the first record is written
    public CacheRecords(Path directory) {
        this(directory, InstantSource.system());
    }

    /// @param clock says when records are made, and how old they are
    public CacheRecords(Path directory, InstantSource clock) {
        this(directory, clock, Optional.empty());
    }

    private CacheRecords(Path directory, InstantSource clock, Optional<Duration> age) {
        this.directory = directory;
        this.clock = clock;
        this.age = age;
    }

    /// The same records, without those made longer ago, or at a time that is not known.
    public CacheRecords notOlderThan(Duration age) {
        return new CacheRecords(directory, clock, Optional.of(age));
    }

    /// The layer that the step of this key made, if that is known. Whether its blob is still there is not looked at.
    public Optional<Layer> find(CacheKey key) throws IOException {
        try {
            Json.Obj json = Json.parseObject(Files.readAllBytes(file(key, ".json")));
            if (age.isPresent() && !isYoung(json.string("made").map(Instant::parse), age.get())) return Optional.empty();
            return Optional.of(new Layer(Descriptor.fromJson(json.object("layer")),
                    DiffId.parse(json.string("diffId").orElse(""))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (InvalidJson | SlipwayException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// A record from the future has no age that could be known.
    private boolean isYoung(Optional<Instant> made, Duration age) {
        Instant now = clock.instant();
        return made.filter(time -> !time.isAfter(now) && !time.plus(age).isBefore(now)).isPresent();
    }

    /// What tells results of the step's users apart from those they had before the step was last renewed; empty if it never
    /// was.
    public Optional<String> generation(CacheKey key) throws IOException {
        try {
            return Optional.of(Files.readString(file(key, ".generation")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// Begins a new generation: no user of the step's result is found in the cache until it has run again.
    public void renew(CacheKey key) throws IOException {
        Files.createDirectories(file(key, "").getParent());
        write(file(key, ".generation"), out -> out.write(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII)));
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
                .put("made", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
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
