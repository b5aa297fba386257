package slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Image;
import slipway.image.Index;
import slipway.image.Layer;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.TransferListener;
import slipway.registry.auth.Credential;
import slipway.registry.auth.DockerConfig;
import slipway.testkit.MemoryStore;

/// Against the registry that most others grew from.
class DebianRegistryTest {

    @TempDir
    Path directory;

    @Test
    void imagesAndIndexesComeBackAsTheyWent() throws Exception {
        var here = new MemoryStore();
        Index index = Samples.index(here);
        Image image = Samples.image(here, Platform.of("linux", "arm64"), 2000);
        try (var registry = DebianRegistry.start(directory, ""); var images = Samples.anonymous()) {
            Reference name = Reference.parse(registry.name() + "/some/app:1.0");
            images.write(index, name, here, TransferListener.SILENT);

            assertThat(images.resolve(name)).contains(index);
            assertThat(images.resolve(name, Platform.of("linux", "arm64"))).contains(image);
            assertThat(images.resolve(name.with(index.descriptor().digest()))).contains(index);
            assertThat(images.describe(name).orElseThrow().digest()).isEqualTo(index.descriptor().digest());
            assertThat(images.tags(name)).contains(List.of("1.0"));

            var there = new MemoryStore();
            Image amd = images.resolve(name, Platform.of("linux", "amd64")).orElseThrow();
            images.fetch(name, amd.layers().stream().map(Layer::descriptor).toList(), there, TransferListener.SILENT);
            for (Layer layer : amd.layers()) assertThat(there.read(layer.descriptor()))
                    .isEqualTo(here.read(layer.descriptor()));

            assertThatThrownBy(() -> images.resolve(name, Platform.parse("linux/s390x")))
                    .isInstanceOfSatisfying(SlipwayException.BadInput.class, e ->
                            assertThat(e.problem().hint()).contains("it has images for linux/amd64, linux/arm64"));
            assertThat(images.resolve(name.withTag("2.0"))).isEmpty();
            assertThat(images.missing(name.withTag("1.1")).problem().hint()).contains("did you mean 1.0?");
            assertThat(images.delete(name.with(index.descriptor().digest()))).isTrue();
            assertThat(images.resolve(name)).isEmpty();
        }
    }

    @Test
    void whatIsThereIsNotSentAgainAndWhatIsNextDoorIsTakenOver() throws Exception {
        var here = new MemoryStore();
        Image image = Samples.image(here, Platform.of("linux", "amd64"), 10, 20_000, 300_000);
        try (var registry = DebianRegistry.start(directory, ""); var images = Samples.anonymous()) {
            Reference first = Reference.parse(registry.name() + "/first:1");
            Reference second = Reference.parse(registry.name() + "/second:1");
            images.write(image, first, here, TransferListener.SILENT);

            // Nothing is in this store: the blobs can only come from the other repository.
            SequencedMap<Descriptor, Long> moved = new LinkedHashMap<>();
            var silent = new ArrayList<Descriptor>();
            var listener = new TransferListener() {
                @Override
                public synchronized void moved(Direction direction, Descriptor blob, long bytes) {
                    moved.put(blob, bytes);
                }

                @Override
                public synchronized void present(Direction direction, Descriptor blob) {
                    silent.add(blob);
                }
            };
            images.write(image, second, new MemoryStore(), digest -> Optional.of(first), listener);
            assertThat(images.resolve(second)).contains(image);
            assertThat(silent).hasSizeGreaterThanOrEqualTo(3);
            assertThat(moved.keySet()).allMatch(blob -> blob.digest().equals(image.id()));
        }
    }

    @Test
    void passwordsAreAsked() throws Exception {
        Path users = directory.resolve("htpasswd");
        // "ann" with the password "secret", bcrypt.
        Files.writeString(users, "ann:$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n");
        var here = new MemoryStore();
        Image image = Samples.image(here, Platform.of("linux", "amd64"), 10);
        String auth = "auth: {htpasswd: {realm: test, path: " + users + "}}";
        try (var registry = DebianRegistry.start(directory, auth)) {
            Reference name = Reference.parse(registry.name() + "/app");
            try (var anybody = Samples.anonymous()) {
                assertThatThrownBy(() -> anybody.resolve(name))
                        .isInstanceOfSatisfying(SlipwayException.NetworkFailed.class, e ->
                        assertThat(e.problem().hint()).contains("slipway login " + registry.name()));
            }
            var config = DockerConfig.at(directory.resolve("docker/config.json"), Map.of());
            var ann = new Credential.Password("ann", "secret");
            new Logins(Samples.quick(), config).login(registry.name(), ann);
            try (var images = new RemoteImages(Samples.quick(), config)) {
                images.write(image, name, here, TransferListener.SILENT);
                assertThat(images.resolve(name)).contains(image);
            }
        }
    }
}
