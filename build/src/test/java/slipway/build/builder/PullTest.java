package slipway.build.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.build.BuildRequest.PullPolicy;
import slipway.build.Progress;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Artifact;
import slipway.image.Descriptor;
import slipway.image.Image;
import slipway.image.ImageConfig;
import slipway.image.ImageSource;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.Store;
import slipway.image.TransferListener;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Durability;

/// What each `--pull` asks, with a registry that answers or does not.
final class PullTest {

    private static final Reference NAME = Reference.parse("localhost:1/base:1");
    private static final Platform PLATFORM = Platform.parse("linux/amd64");

    @TempDir
    Path directory;

    private DirectoryStore store;
    private final Registry registry = new Registry();
    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        store = DirectoryStore.open(directory.resolve("store"), Durability.UNSYNCED);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private static Image image(String label) {
        return Image.of(ImageConfig.parse(("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Labels\":{\"a\":\"" + label
                + "\"}},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}").getBytes(java.nio.charset.StandardCharsets.UTF_8)), List.of());
    }

    private String find(Reference name, PullPolicy pull) throws IOException {
        var bases = new BaseFinder(store, directory.resolve("learned"), registry, new BuildProgress(Progress.SILENT),
                (Progress) java.lang.reflect.Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Progress.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("warning")) warnings.add(((Problem) arguments[0]).message());
                            return null;
                        }));
        return bases.find(name, PLATFORM, pull).config().run().labels().get("a");
    }

    @Test
    void asksOnceForWhatIsMissing() throws IOException {
        registry.image = Optional.of(image("one"));
        assertThat(find(NAME, PullPolicy.MISSING)).isEqualTo("one");
        registry.image = Optional.of(image("two"));
        assertThat(find(NAME, PullPolicy.MISSING)).isEqualTo("one");
        assertThat(registry.asked).isEqualTo(1);
    }

    @Test
    void asksEachTimeForWhatMayBeNewer() throws IOException {
        for (PullPolicy pull : List.of(PullPolicy.ALWAYS, PullPolicy.NEWER)) {
            registry.image = Optional.of(image("one"));
            assertThat(find(NAME, pull)).isEqualTo("one");
            registry.image = Optional.of(image("two"));
            assertThat(find(NAME, pull)).isEqualTo("two");
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void makesDoWithWhatIsHereOnlyWhereNewerIsAsked() throws IOException {
        registry.image = Optional.of(image("one"));
        find(NAME, PullPolicy.MISSING);
        registry.isBroken = true;
        assertThat(find(NAME, PullPolicy.NEWER)).isEqualTo("one");
        assertThat(warnings).singleElement().asString().contains("whether there is a newer localhost:1/base:1", "no network");
        assertThat(find(NAME, PullPolicy.MISSING)).isEqualTo("one");
        assertThatThrownBy(() -> find(NAME, PullPolicy.ALWAYS)).isInstanceOf(SlipwayException.NetworkFailed.class);
    }

    @Test
    void failsWhereNothingIsHereAndNobodyAnswers() {
        registry.isBroken = true;
        assertThatThrownBy(() -> find(NAME, PullPolicy.NEWER)).isInstanceOf(SlipwayException.NetworkFailed.class);
        assertThatThrownBy(() -> find(NAME, PullPolicy.NEVER)).isInstanceOf(SlipwayException.BadInput.class);
    }

    @Test
    void neverAsksForADigestThatIsHere() throws IOException {
        Image one = image("one");
        registry.image = Optional.of(one);
        find(NAME, PullPolicy.MISSING);
        for (PullPolicy pull : PullPolicy.values()) assertThat(find(NAME.with(one.descriptor().digest()), pull)).isEqualTo("one");
        assertThat(registry.asked).isEqualTo(1);
    }

    private static final class Registry implements ImageSource {
        private Optional<Image> image = Optional.empty();
        private boolean isBroken;
        private int asked;

        @Override
        public Optional<Artifact> resolve(Reference reference) {
            return image.map(found -> found);
        }

        @Override
        public Optional<Image> resolve(Reference reference, Platform platform) {
            asked++;
            if (isBroken) throw new SlipwayException.NetworkFailed(Problem.of("no network"));
            return image;
        }

        @Override
        public void fetch(Reference reference, List<Descriptor> blobs, Store into, TransferListener listener) {}
    }
}
