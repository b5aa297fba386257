package slipway.build.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.build.ProcessOptions;
import slipway.diagnostics.SlipwayException;
import slipway.image.Digest;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Durability;
import slipway.image.store.Lease;

final class RemoteFilesTest {

    private static final WebAddress ADDRESS = WebAddress.parse("https://example.invalid/dir/file.txt");
    private static final String OLD = "Last-Modified: Sun, 09 Sep 2001 01:46:40 GMT";
    private static final String DATE = "Date: Sun, 09 Sep 2001 01:48:00 GMT";

    @TempDir
    Path directory;

    private DirectoryStore store;
    private Lease lease;
    private final ScriptedDownloads downloads = new ScriptedDownloads();

    @BeforeEach
    void open() throws IOException {
        store = DirectoryStore.open(directory.resolve("store"), Durability.UNSYNCED);
        lease = store.lease();
    }

    @AfterEach
    void close() throws IOException {
        lease.close();
        store.close();
    }

    @Test
    void keepsAFileAsABlobWithItsTime() throws IOException {
        downloads.answer(200, "hello", OLD);
        RemoteFile file = fetch();
        assertThat(file).isEqualTo(new RemoteFile(sha256("hello"), 5, Optional.of(Instant.ofEpochSecond(1_000_000_000))));
        assertThat(content(file)).isEqualTo("hello");
    }

    @Test
    void asksOnceInOneBuild() throws IOException {
        downloads.answer(200, "hello");
        var files = files();
        RemoteFile first = fetch(files, Optional.empty());
        assertThat(fetch(files, Optional.empty())).isEqualTo(first);
        assertThat(downloads.asked).hasSize(1);
    }

    @Test
    void asksTheNextTimeByTagAndKeepsWhatIsSaidToBeTheSame() throws IOException {
        downloads.answer(200, "hello", "ETag: \"1\"", OLD).answer(304, "");
        RemoteFile first = fetch();
        assertThat(fetch()).isEqualTo(first);
        assertThat(downloads.asked).containsExactly(Map.of(), Map.of("If-None-Match", "\"1\""));
    }

    @Test
    void seesByTheTagThatABodyIsTheSame() throws IOException {
        downloads.answer(200, "hello", "ETag: W/\"1\"").answer(200, "must not be read", "ETag: \"1\"");
        RemoteFile first = fetch();
        assertThat(fetch()).isEqualTo(first);
    }

    @Test
    void takesTheNewFileWhereTheTagIsAnother() throws IOException {
        downloads.answer(200, "hello", "ETag: \"1\"").answer(200, "world", "ETag: \"2\"").answer(304, "");
        fetch();
        assertThat(content(fetch())).isEqualTo("world");
        assertThat(content(fetch())).isEqualTo("world");
        assertThat(downloads.asked.getLast()).containsEntry("If-None-Match", "\"2\"");
    }

    @Test
    void seesByTimeAndSizeThatABodyIsTheSame() throws IOException {
        downloads.answer(200, "hello", OLD, DATE).answer(200, "must not be read", OLD, "Content-Length: 5");
        RemoteFile first = fetch();
        assertThat(fetch()).isEqualTo(first);
    }

    @Test
    void doesNotTrustATimeThatWasNewWhenItWasSeen() throws IOException {
        downloads.answer(200, "hello", OLD, "Date: Sun, 09 Sep 2001 01:47:00 GMT").answer(200, "world", OLD, "Content-Length: 5");
        fetch();
        assertThat(content(fetch())).isEqualTo("world");
    }

    @Test
    void trustsNeitherAnotherTimeNorAnotherSize() throws IOException {
        downloads.answer(200, "hello", OLD, DATE)
                .answer(200, "world", "Last-Modified: Sun, 09 Sep 2001 01:46:39 GMT", "Content-Length: 5", DATE)
                .answer(200, "world!", "Last-Modified: Sun, 09 Sep 2001 01:46:39 GMT", "Content-Length: 6", DATE)
                .answer(200, "worlds", "Last-Modified: Sun, 09 Sep 2001 01:46:39 GMT");
        fetch();
        assertThat(content(fetch())).isEqualTo("world");
        assertThat(content(fetch())).isEqualTo("world!");
        assertThat(content(fetch())).isEqualTo("worlds");
    }

    @Test
    void doesNotAskForWhatHasItsChecksum() throws IOException {
        downloads.answer(200, "hello", OLD);
        Optional<Checksum> checksum = Optional.of(Checksum.parse(sha256("hello").toString()));
        RemoteFile first = fetch(files(), checksum);
        assertThat(fetch(files(), checksum)).isEqualTo(first);
        assertThat(downloads.asked).hasSize(1);
    }

    @Test
    void remembersLongerChecksumsToo() throws IOException {
        String sha512 = "sha512:9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca7"
                + "2323c3d99ba5c11d7c7acc6e14b8c5da0c4663475c2e5c3adef46f73bcdec043";
        downloads.answer(200, "hello");
        Optional<Checksum> checksum = Optional.of(Checksum.parse(sha512));
        RemoteFile first = fetch(files(), checksum);
        assertThat(fetch(files(), checksum)).isEqualTo(first);
        assertThat(downloads.asked).hasSize(1);
    }

    @Test
    void fetchesAgainWhatWasDeleted() throws IOException {
        downloads.answer(200, "hello", "ETag: \"1\"").answer(200, "hello", "ETag: \"1\"");
        store.delete(fetch().digest());
        assertThat(content(fetch())).isEqualTo("hello");
        assertThat(downloads.asked).containsExactly(Map.of(), Map.of());
    }

    @Test
    void keepsNothingThatHasAnotherChecksum() throws IOException {
        downloads.answer(200, "evil");
        Checksum checksum = Checksum.parse(sha256("good").toString());
        assertThatThrownBy(() -> fetch(files(), Optional.of(checksum))).isInstanceOf(SlipwayException.CorruptData.class)
                .hasMessage("digest mismatch for https://example.invalid/dir/file.txt: it is " + sha256("evil")
                        + " and should be " + checksum);
        assertThat(store.list()).isEmpty();
    }

    @Test
    void triesAgainWhenABodyBreaksOff() throws IOException {
        downloads.broken("hel").answer(200, "hell", "Content-Length: 5").answer(200, "hello", "Content-Length: 5");
        assertThat(content(fetch())).isEqualTo("hello");
        assertThat(store.list()).containsExactly(sha256("hello"));
    }

    @Test
    void givesUpWhenItBreaksOffAlways() throws IOException {
        downloads.broken("hel").broken("hel").broken("hel");
        assertThatThrownBy(this::fetch).isInstanceOf(SlipwayException.NetworkFailed.class).hasMessage(
                "cannot download https://example.invalid/dir/file.txt: the connection broke after 3 bytes (reset by peer)");
        assertThat(store.list()).isEmpty();
    }

    @Test
    void unpacksWhatTheServerPacked() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("hello".getBytes(StandardCharsets.UTF_8));
        }
        downloads.answer(200, new ByteArrayInputStream(packed.toByteArray()), "Content-Encoding: gzip", "Content-Length: 25");
        assertThat(content(fetch())).isEqualTo("hello");
    }

    @Test
    void stopsAtTheLimit() throws IOException {
        downloads.answer(200, "hello", "Content-Length: 5").answer(200, "hello");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> fetch(new RemoteFiles(store, lease, downloads, 4), Optional.empty()))
                    .isInstanceOf(SlipwayException.BadInput.class).hasMessageEndingWith("it has more than 4 bytes");
        }
        assertThat(store.list()).isEmpty();
    }

    @Test
    void saysWhatTheServerSaid() {
        downloads.answer(404, "").answer(401, "");
        assertThatThrownBy(this::fetch).isInstanceOf(SlipwayException.NetworkFailed.class)
                .hasMessage("cannot download https://example.invalid/dir/file.txt: the server answers 404 Not Found");
        assertThatThrownBy(this::fetch).isInstanceOfSatisfying(SlipwayException.NetworkFailed.class,
                e -> assertThat(e.problem().hint().orElseThrow()).contains("HTTP_AUTH_TOKEN_example.invalid"));
    }

    @Test
    void showsSecretsOfTheHost() throws IOException {
        assertThat(authorization(ADDRESS, Map.of("HTTP_AUTH_TOKEN_example.invalid", "t\n", "HTTP_AUTH_HEADER_example.invalid", "h")))
                .isEqualTo("Bearer t");
        assertThat(authorization(ADDRESS, Map.of("HTTP_AUTH_HEADER_example.invalid", "Basic x"))).isEqualTo("Basic x");
        assertThat(authorization(WebAddress.parse("http://u:p@h/"), Map.of())).isEqualTo("Basic dTpw");
        assertThat(authorization(ADDRESS, Map.of("HTTP_AUTH_TOKEN_other.invalid", "t"))).isEmpty();
    }

    private String authorization(WebAddress address, Map<String, String> secrets) throws IOException {
        var named = new LinkedHashMap<String, ProcessOptions.Secret>();
        secrets.forEach((name, value) -> named.put(name, () -> value.getBytes(StandardCharsets.UTF_8)));
        ProcessOptions options = ProcessOptions.USUAL.withSecrets(named);
        downloads.answer(200, "x");
        files().fetch(address, Optional.empty(), Credentials.of(options), (_, _) -> {});
        return downloads.asked.getLast().getOrDefault("Authorization", "");
    }

    @Test
    void readsAllFormsOfDates() {
        assertThat(HttpDates.parse("Sun, 06 Nov 1994 08:49:37 GMT")).hasValue(Instant.parse("1994-11-06T08:49:37Z"));
        assertThat(HttpDates.parse("Sunday, 06-Nov-22 08:49:37 GMT")).hasValue(Instant.parse("2022-11-06T08:49:37Z"));
        assertThat(HttpDates.parse("Sun Nov  6 08:49:37 1994")).hasValue(Instant.parse("1994-11-06T08:49:37Z"));
        assertThat(HttpDates.parse("yesterday")).isEmpty();
    }

    private RemoteFiles files() throws IOException {
        return new RemoteFiles(store, lease, downloads);
    }

    private RemoteFile fetch() throws IOException {
        return fetch(files(), Optional.empty());
    }

    private static RemoteFile fetch(RemoteFiles files, Optional<Checksum> checksum) throws IOException {
        return files.fetch(ADDRESS, checksum, Credentials.NONE, (_, _) -> {});
    }

    private String content(RemoteFile file) throws IOException {
        return new String(store.read(RemoteFiles.descriptor(file)), StandardCharsets.UTF_8);
    }

    private static Digest sha256(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
