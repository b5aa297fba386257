package slipway.build.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.image.Descriptor;
import slipway.image.DiffId;
import slipway.image.Digest;
import slipway.image.Layer;

class CacheRecordsTest {

    private static final CacheKey KEY = CacheKey.builder("test").add("a", "b").build();
    private static final Layer LAYER = new Layer(Descriptor.of("application/vnd.oci.image.layer.v1.tar+gzip",
            Digest.ofUtf8("blob"), 4), DiffId.parse(Digest.ofUtf8("tar").toString()));

    @TempDir
    Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00.700Z"));

    @Test
    void recordsAreFoundUntilTheyAreTooOld() throws IOException {
        CacheRecords records = records();
        assertThat(records.find(KEY)).isEmpty();
        records.put(KEY, LAYER);
        CacheRecords young = records.notOlderThan(Duration.ofHours(24));
        assertThat(young.find(KEY)).contains(LAYER);
        pass(Duration.ofHours(23));
        assertThat(young.find(KEY)).contains(LAYER);
        pass(Duration.ofHours(1));
        assertThat(young.find(KEY)).isEmpty();
        assertThat(records.find(KEY)).as("where nobody asks for its age").contains(LAYER);
        young.put(KEY, LAYER);
        assertThat(young.find(KEY)).contains(LAYER);
        pass(Duration.ofDays(-1));
        assertThat(young.find(KEY)).as("made in the future, says a clock that went back").isEmpty();
    }

    @Test
    void aRecordThatDoesNotSayWhenItWasMadeIsTooOld() throws IOException {
        records().put(KEY, LAYER);
        try (Stream<Path> files = Files.walk(directory)) {
            Path file = files.filter(path -> path.toString().endsWith(".json")).findFirst().orElseThrow();
            Files.writeString(file, Files.readString(file).replaceAll(",?\"made\":\"[^\"]*\"", ""));
        }
        assertThat(records().find(KEY)).contains(LAYER);
        assertThat(records().notOlderThan(Duration.ofDays(10_000)).find(KEY)).isEmpty();
    }

    @Test
    void eachGenerationIsAnother() throws IOException {
        CacheRecords records = records();
        assertThat(records.generation(KEY)).isEmpty();
        records.renew(KEY);
        String first = records.generation(KEY).orElseThrow();
        assertThat(records().generation(KEY)).contains(first);
        records.renew(KEY);
        assertThat(records.generation(KEY).orElseThrow()).isNotEqualTo(first);
    }

    private CacheRecords records() {
        return new CacheRecords(directory, now::get);
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
