package slipway.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.compose.mirror.AptSources;
import slipway.compose.mirror.SuiteSource;
import slipway.image.Image;
import slipway.image.Layer;
import slipway.image.Platform;
import slipway.image.store.DirectoryStore;

/// Composes from the distribution that this machine's apt uses. Skipped where there is none, or it does not answer.
class RealMirrorTest {

    @TempDir
    Path directory;

    private static void assumeMirror() throws IOException {
        List<SuiteSource> sources = AptSources.read(Path.of("/")).forSuite("debian", "bookworm", List.of("main"), "amd64");
        assumeTrue(!sources.isEmpty(), "this machine has no apt sources for bookworm");
        for (SuiteSource source : sources) {
            int status = 0;
            try {
                var connection = (HttpURLConnection) source.resolve("dists/" + source.suite() + "/InRelease").toURL()
                        .openConnection();
                connection.setConnectTimeout(2000);
                connection.setReadTimeout(2000);
                connection.setRequestMethod("HEAD");
                status = connection.getResponseCode();
            } catch (IOException | ClassCastException e) {
                assumeTrue(false, "the mirror does not answer: " + e);
            }
            assumeTrue(status == 200, "the mirror answers " + status);
        }
    }

    @Test
    void composesTheReadyBases() throws IOException {
        assumeMirror();
        var store = DirectoryStore.open(directory.resolve("store"));
        ComposeOptions options = ComposeOptions.of(store, directory.resolve("cache"), Platform.of("linux", "amd64"));
        Image small = Composer.compose(Composition.named("static"), options, ComposeListener.SILENT).image();
        Image base = Composer.compose(Composition.named("base"), options, ComposeListener.SILENT).image();
        assertThat(base.layers().getFirst()).as("the layer of static").isEqualTo(small.layers().getFirst());
        var files = new TreeSet<String>();
        for (Layer layer : base.layers()) {
            try (InputStream in = store.open(layer.descriptor());
                    var tar = new TarArchiveInputStream(new GZIPInputStream(in), "UTF-8")) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry =
                        tar.getNextEntry()) files.add(entry.getName());
            }
        }
        assertThat(files).contains("etc/passwd", "etc/os-release", "etc/ssl/certs/ca-certificates.crt",
                "usr/share/zoneinfo/Etc/UTC",
                "var/lib/dpkg/status.d/libc6", "usr/lib/x86_64-linux-gnu/libc.so.6", "usr/lib64/ld-linux-x86-64.so.2");
        assertThat(files).noneMatch(path -> path.matches(".*/(sh|bash|dash|apt|apt-get|dpkg|busybox)"));
        assertThat(small.layers().stream().mapToLong(layer -> layer.descriptor().size()).sum()).isLessThan(2_000_000);
    }
}
