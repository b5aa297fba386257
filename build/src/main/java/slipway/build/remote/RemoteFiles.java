package slipway.build.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Store;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Lease;
import slipway.image.store.Room;

/// Files at web addresses, fetched into the store as blobs.
///
/// A file with a checksum that was fetched from its address before is not asked for again. Without one the server is asked
/// each time, and says by its entity tag, or by time and size, whether the file is another now. Within one build an address
/// is asked for once, so that all who use it see the same file.
public final class RemoteFiles {

    /// What no download may exceed, in bytes: 64 GiB.
    public static final long LARGEST = 1L << 36;

    private static final int ATTEMPTS = 3;
    private static final long PAUSE_MILLIS = 500;

    private final DirectoryStore store;
    private final Lease lease;
    private final Downloads downloads;
    private final Path records;
    private final long largest;
    private final Map<Wanted, CompletableFuture<RemoteFile>> asked = new ConcurrentHashMap<>();

    private record Wanted(WebAddress address, Optional<Checksum> checksum) {}

    /// @param lease keeps what is found in the store
    public RemoteFiles(DirectoryStore store, Lease lease, Downloads downloads) throws IOException {
        this(store, lease, downloads, LARGEST);
    }

    RemoteFiles(DirectoryStore store, Lease lease, Downloads downloads, long largest) throws IOException {
        this.store = store;
        this.lease = lease;
        this.downloads = downloads;
        this.largest = largest;
        this.records = store.room(Room.CACHE).resolve("downloads");
    }

    /// Hears how a download goes.
    @FunctionalInterface
    public interface Listener {

        /// So many bytes have come.
        ///
        /// @param total how many there will be, where the server says so
        void moved(long done, Optional<Long> total);
    }

    /// What is at an address, in the store.
    ///
    /// @throws SlipwayException.NetworkFailed when it cannot be got
    /// @throws SlipwayException.CorruptData when it has another checksum
    public RemoteFile fetch(WebAddress address, Optional<Checksum> checksum, Credentials credentials, Listener listener)
            throws IOException {
        var wanted = new Wanted(address, checksum);
        var ours = new CompletableFuture<RemoteFile>();
        CompletableFuture<RemoteFile> other = asked.putIfAbsent(wanted, ours);
        if (other != null) return await(other);
        try {
            ours.complete(find(wanted, credentials, listener));
            return await(ours);
        } catch (IOException | RuntimeException e) {
            ours.completeExceptionally(e);
            throw e;
        }
    }

    private static RemoteFile await(CompletableFuture<RemoteFile> file) throws IOException {
        try {
            return file.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException io) throw new IOException(io);
            if (e.getCause() instanceof RuntimeException known) throw known;
            throw e;
        }
    }

    /// A descriptor of the blob.
    public static Descriptor descriptor(RemoteFile file) {
        return Descriptor.of("application/octet-stream", file.digest(), file.size());
    }

    private RemoteFile find(Wanted wanted, Credentials credentials, Listener listener) throws IOException {
        Optional<RemoteFile> here = known(wanted.address, wanted.checksum);
        if (here.isPresent()) return here.get();
        Optional<DownloadRecord> known = wanted.checksum.isPresent() ? Optional.empty() : earlier(wanted.address);
        for (int attempt = 1;; attempt++) {
            try {
                return ask(wanted, known, credentials, listener);
            } catch (Broken e) {
                if (attempt == ATTEMPTS) throw new SlipwayException.NetworkFailed(Problem.of("cannot download "
                        + wanted.address + ": " + e.getMessage()), e);
                pause(attempt);
            }
        }
    }

    /// What is at an address, if that is certain without asking: it was fetched before, and has the checksum.
    public Optional<RemoteFile> known(WebAddress address, Optional<Checksum> checksum) throws IOException {
        if (checksum.isEmpty()) return Optional.empty();
        return earlier(address).filter(record -> record.has(checksum.get())).map(DownloadRecord::file);
    }

    /// What was fetched from an address before, if it is still here.
    private Optional<DownloadRecord> earlier(WebAddress address) throws IOException {
        Optional<DownloadRecord> known = DownloadRecord.read(record(address));
        return known.isPresent() && lease.keep(known.get().file().digest()) ? known : Optional.empty();
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(PAUSE_MILLIS * attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SlipwayException.Interrupted();
        }
    }

    private RemoteFile ask(Wanted wanted, Optional<DownloadRecord> known, Credentials credentials, Listener listener)
            throws IOException {
        var headers = new LinkedHashMap<String, String>();
        authorization(wanted.address, credentials).ifPresent(value -> headers.put("Authorization", value));
        known.flatMap(DownloadRecord::tag).ifPresent(tag -> headers.put("If-None-Match", tag));
        try (Downloads.Answer answer = downloads.get(wanted.address.uri(), headers)) {
            boolean isOld = known.isPresent() && headers.containsKey("If-None-Match") && answer.status() == 304;
            if (isOld) return known.get().file();
            if (answer.status() < 200 || answer.status() > 299) throw refused(wanted.address, answer);
            // Some servers do not know If-None-Match, though they give tags.
            if (known.isPresent() && known.get().isSame(answer)) return known.get().file();
            RemoteFile file = save(wanted, answer, listener);
            DownloadRecord.of(file, wanted.checksum, answer).write(record(wanted.address));
            return file;
        }
    }

    private Path record(WebAddress address) {
        return records.resolve(slipway.image.Digest.ofUtf8(address.uri() + " " + address.login()).hex() + ".json");
    }

    /// What the secrets for a host say, else the login of the address.
    private static Optional<String> authorization(WebAddress address, Credentials credentials) throws IOException {
        Optional<String> token = credentials.secret("HTTP_AUTH_TOKEN_" + address.host());
        if (token.isPresent()) return token.map(text -> "Bearer " + text);
        return credentials.secret("HTTP_AUTH_HEADER_" + address.host()).or(address::basicAuthorization);
    }

    private static SlipwayException.NetworkFailed refused(WebAddress address, Downloads.Answer answer) {
        Problem problem = Problem.of("cannot download " + address + ": the server answers " + answer.status()
                + StatusWords.of(answer.status()));
        if (answer.status() != 401 && answer.status() != 403) return new SlipwayException.NetworkFailed(problem);
        return new SlipwayException.NetworkFailed(problem.hint("a secret can open it: --secret id=HTTP_AUTH_TOKEN_"
                + address.host() + ",env=TOKEN, or HTTP_AUTH_HEADER_" + address.host() + " for a whole header"));
    }

    private RemoteFile save(Wanted wanted, Downloads.Answer answer, Listener listener) throws IOException {
        Optional<MessageDigest> hash = wanted.checksum.map(Checksum::hash);
        try (Store.BlobWriter writer = store.write()) {
            receive(wanted.address, answer, writer.stream(), hash, listener);
            if (hash.isPresent()) {
                Checksum found = wanted.checksum.get().of(hash.get());
                if (!found.equals(wanted.checksum.get())) throw mismatch(wanted, found);
            }
            Descriptor blob = writer.commit("application/octet-stream");
            Optional<Instant> modified = answer.header("Last-Modified").flatMap(HttpDates::parse);
            return new RemoteFile(blob.digest(), blob.size(), modified);
        }
    }

    private static SlipwayException.CorruptData mismatch(Wanted wanted, Checksum found) {
        return new SlipwayException.CorruptData(Problem.of("digest mismatch for " + wanted.address + ": it is " + found
                + " and should be " + wanted.checksum.orElseThrow())
                .hint("is it another version by now? If so, --checksum=" + found + " is its checksum"));
    }

    private void receive(WebAddress address, Downloads.Answer answer, OutputStream out, Optional<MessageDigest> hash,
            Listener listener) throws IOException {
        boolean isPacked = answer.header("Content-Encoding").map(text -> text.strip().toLowerCase(Locale.ROOT))
                .filter(text -> text.equals("gzip") || text.equals("x-gzip")).isPresent();
        Optional<Long> total = isPacked ? Optional.empty() : answer.header("Content-Length")
                .filter(text -> text.matches("\\d{1,18}")).map(Long::parseLong);
        if (total.isPresent() && total.get() > largest) throw tooLarge(address);
        byte[] buffer = new byte[1 << 16];
        long done = 0;
        try (InputStream in = isPacked ? unpack(answer.body()) : answer.body()) {
            for (int count = read(in, buffer, done); count >= 0; count = read(in, buffer, done)) {
                done += count;
                if (done > largest) throw tooLarge(address);
                out.write(buffer, 0, count);
                if (hash.isPresent()) hash.get().update(buffer, 0, count);
                listener.moved(done, total);
            }
        }
        if (total.isPresent() && total.get() != done) throw new Broken("it broke off after " + done + " bytes of "
                + total.get());
    }

    private static InputStream unpack(InputStream packed) throws IOException {
        try {
            return new GZIPInputStream(packed);
        } catch (IOException e) {
            throw new Broken("it is not packed as the server says (" + e.getMessage() + ")", e);
        }
    }

    private static int read(InputStream in, byte[] buffer, long done) throws IOException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) throw new SlipwayException.Interrupted();
            throw new Broken("the connection broke after " + done + " bytes (" + e.getMessage() + ")", e);
        }
    }

    private SlipwayException.BadInput tooLarge(WebAddress address) {
        return new SlipwayException.BadInput(Problem.of("cannot download " + address + ": it has more than " + largest
                + " bytes"));
    }

    /// A body that came only in part. It may well come in whole the next time.
    private static final class Broken extends UncheckedIOException {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            this(message, new IOException(message));
        }

        Broken(String message, IOException cause) {
            super(message, cause);
        }
    }
}
