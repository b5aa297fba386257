package slipway.compose.mirror;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;
import slipway.compose.debian.PackageIndex;
import slipway.compose.debian.Release;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Digest;

/// A suite on a mirror, with its signature checked: everything read through it is what the distribution signed.
///
/// Debian's repository format: `InRelease` is signed and holds the hashes of the indexes; these hold the packages' hashes.
public final class Mirror {

    private static final int MAX_RELEASE_BYTES = 16 << 20;
    private static final long MAX_INDEX_BYTES = 1L << 30;
    private static final int XZ_MEMORY_KIB = 512 << 10;

    private final SuiteSource source;
    private final Release release;
    private final Digest digest;
    private final Downloads downloads;

    private Mirror(SuiteSource source, Release release, Digest digest, Downloads downloads) {
        this.source = source;
        this.release = release;
        this.digest = digest;
        this.downloads = downloads;
    }

    /// Reads and verifies the release of a suite.
    ///
    /// @param now the time at which the release must still be valid
    /// @return nothing when the mirror's release is of another distribution than the source's, as that of a third party's
    ///     source may be that names its suites as the distribution does
    /// @throws SlipwayException.CorruptData when its signature does not hold, it is another suite's, or it has expired
    /// @throws SlipwayException.NetworkFailed when it cannot be had
    public static Optional<Mirror> open(SuiteSource source, Downloads downloads, Instant now) throws IOException {
        String name = source.suite() + "/InRelease";
        URI address = source.resolve("dists/" + name);
        byte[] bytes = downloads.read(address, MAX_RELEASE_BYTES).orElseThrow(() -> new SlipwayException.BadInput(
                Problem.of("there is no suite " + source.suite() + " at " + Fetcher.shown(source.root()))
                        .hint("looked for " + Fetcher.shown(address))));
        String text = ClearSigned.verify(bytes, Keyring.read(source.trust()), name);
        Release release = Release.parse(text);
        if (source.origin().isPresent() && !source.origin().get().equalsIgnoreCase(release.origin())) {
            return Optional.empty();
        }
        if (!release.is(source.suite())) {
            throw new SlipwayException.CorruptData(
                    Problem.of("the mirror answers with the suite " + release.codename() + " where "
                    + source.suite() + " was asked for"));
        }
        if (release.validUntil().isPresent() && release.validUntil().get().isBefore(now)) {
            throw new SlipwayException.CorruptData(
                    Problem.of(name + " has expired: it was valid until " + release.validUntil().get())
                    .hint("the mirror is out of date, or its updates are held back, or this machine's clock is wrong"));
        }
        return Optional.of(new Mirror(source, release, Digest.ofUtf8(text), downloads));
    }

    public SuiteSource source() {
        return source;
    }

    public Release release() {
        return release;
    }

    /// The digest of the signed text.
    public Digest digest() {
        return digest;
    }

    /// Adds the packages of this suite to an index.
    ///
    /// @param number this suite's number in the index
    public void addTo(PackageIndex index, int number) throws IOException {
        for (String component : source.components()) {
            String directory = component + "/binary-" + index.architecture() + "/";
            Optional<String> listed = List.of("Packages.xz", "Packages.gz", "Packages").stream()
                    .map(directory::concat).filter(release.files()::containsKey).findFirst();
            if (listed.isPresent()) {
                read(listed.get(), index, number);
            } else if (release.files().keySet().stream().noneMatch(path -> path.startsWith(component + "/"))) {
                throw new SlipwayException.BadInput(
                        Problem.of("the suite " + source.suite() + " has no component " + component));
            } else {
                throw new SlipwayException.BadInput(
                        Problem.of("the suite " + source.suite() + " has no packages for " + index.architecture()));
            }
        }
    }

    private void read(String path, PackageIndex index, int number) throws IOException {
        Release.IndexFile listed = release.files().get(path);
        String suite = "dists/" + source.suite() + "/";
        Optional<Path> found = Optional.empty();
        if (release.byHash() == Release.ByHash.OFFERED) {
            String byHash = path.substring(0, path.lastIndexOf('/')) + "/by-hash/SHA256/" + listed.digest().hex();
            found = downloads.get(source.resolve(suite + byHash), listed.digest(), listed.size());
        }
        if (found.isEmpty()) found = downloads.get(source.resolve(suite + path), listed.digest(), listed.size());
        Path file = found.orElseThrow(() -> new SlipwayException.NetworkFailed(Problem.of(
                "the mirror has no " + source.suite() + "/" + path + ", which its release lists")));
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = new Limited(decoded(raw, path), path);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16)) {
            index.add(lines, number);
        }
    }

    private static InputStream decoded(InputStream in, String path) throws IOException {
        if (path.endsWith(".xz")) return new XZInputStream(in, XZ_MEMORY_KIB);
        return path.endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
    }

    /// Ends in an error when more comes out than an index can have.
    private static final class Limited extends FilterInputStream {
        private final String path;
        private long rest = MAX_INDEX_BYTES;

        Limited(InputStream in, String path) {
            super(in);
            this.path = path;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            rest -= Math.max(0, count);
            if (rest < 0) throw new SlipwayException.CorruptData(Problem.of(path + " is larger than an index can be"));
            return count;
        }
    }
}
