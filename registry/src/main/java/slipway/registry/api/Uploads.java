package slipway.registry.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.registry.auth.Scope;
import slipway.registry.transport.Answer;
import slipway.registry.transport.Ask;
import slipway.registry.transport.Body;
import slipway.registry.transport.NetworkFaults;
import slipway.registry.transport.Retries;

/// Uploads of blobs: `/v2/<repository>/blobs/uploads/`.
///
/// A blob goes out in one `PUT`. When that breaks, the registry is asked how much it has, and the rest follows by `PATCH`;
/// a registry that does not know any more gets the whole anew. Where a body as large as the blob is refused (413), the blob
/// goes in pieces.
public final class Uploads {

    private static final long PIECE = 16 << 20;
    private static final Pattern RANGE = Pattern.compile("(?:bytes=)?0-(\\d{1,18})");

    private final Session session;
    private final Blobs blobs;

    public Uploads(Session session) {
        this.session = session;
        this.blobs = new Blobs(session, Intent.PUSH);
    }

    /// Takes a blob over from another repository of the same registry.
    ///
    /// @return whether that was possible
    public boolean mount(String repository, Descriptor blob, String from) throws IOException {
        return begin(repository, blob, Optional.of(from)).isEmpty();
    }

    /// Sends a blob.
    ///
    /// @param bytes opens the blob at its beginning; called anew for each attempt
    /// @param moved hears how many bytes have gone out
    public void push(String repository, Descriptor blob, Body.Opener bytes, LongConsumer moved) throws IOException {
        new Upload(repository, blob, bytes, moved).run();
    }

    /// Opens an upload; empty when the registry took the blob over instead.
    private Optional<URI> begin(String repository, Descriptor blob, Optional<String> from) throws IOException {
        String query = from.map(name -> "?mount=" + blob.digest() + "&from=" + session.repository(name)).orElse("");
        SortedSet<String> scopes = from.map(name -> Scope.mount(session.repository(name), session.repository(repository)))
                .orElseGet(() -> Scope.push(session.repository(repository)));
        Ask ask = Ask.of("POST", session.address(repository, "blobs/uploads/" + query), purpose(repository, blob));
        try (Answer answer = session.send(ask, scopes)) {
            if (answer.status() == 201 && from.isPresent()) return Optional.empty();
            if (answer.status() != 202) throw session.refused(ask, answer);
            return Optional.of(location(answer));
        }
    }

    private URI location(Answer answer) {
        String text = answer.header("Location").orElseThrow(() -> new SlipwayException.NetworkFailed(
                Problem.of(session.endpoint().registry() + " does not say where an upload goes on")));
        return session.continued(answer.uri(), text);
    }

    private static String purpose(String repository, Descriptor blob) {
        return "push blob " + blob.digest() + " to " + repository;
    }

    /// One blob on its way.
    private final class Upload {
        private final String repository;
        private final Descriptor blob;
        private final Body.Opener bytes;
        private final LongConsumer moved;
        private final SortedSet<String> scopes;
        private URI location;
        private long sent;
        private long piece;
        private int failures;

        Upload(String repository, Descriptor blob, Body.Opener bytes, LongConsumer moved) throws IOException {
            this.repository = repository;
            this.blob = blob;
            this.bytes = bytes;
            this.moved = moved;
            this.scopes = Scope.push(session.repository(repository));
            this.piece = Math.max(1, blob.size());
            this.location = fresh();
        }

        private URI fresh() throws IOException {
            sent = 0;
            return begin(repository, blob, Optional.empty()).orElseThrow();
        }

        void run() throws IOException {
            while (true) {
                boolean last = sent == blob.size() || sent == 0 && piece >= blob.size();
                Ask ask = last ? finish() : patch();
                try (Answer answer = session.once(ask, scopes)) {
                    if (answer.status() == 201 || answer.status() == 204 && last) return;
                    if (answer.status() == 202 && !last) {
                        proceed(answer);
                    } else if (answer.status() == 413 && piece > PIECE) {
                        piece = PIECE;
                        location = fresh();
                    } else if (!mayResume(answer.status()) || ++failures >= session.limits().attempts()) {
                        throw session.refused(ask, answer);
                    } else {
                        Retries.sleep(answer.retryAfter()
                                .filter(wait -> wait.compareTo(session.limits().longestPause()) <= 0)
                                .orElse(Retries.pause(session.limits(), failures)));
                        if (resumeOrDone()) return;
                    }
                } catch (IOException e) {
                    if (++failures >= session.limits().attempts() || !Retries.isPassing(e)) {
                        throw NetworkFaults.of(ask.purpose(), ask.uri().getRawAuthority(), e);
                    }
                    Retries.sleep(Retries.pause(session.limits(), failures));
                    if (resumeOrDone()) return;
                }
            }
        }

        /// After these the upload may be gone or stand elsewhere than we think, which the registry can tell.
        private static boolean mayResume(int status) {
            return Retries.isPassing(status) || status == 404 || status == 416;
        }

        private void proceed(Answer answer) {
            long end = sent + Math.min(piece, blob.size() - sent);
            long has = answer.header("Range").flatMap(Uploads::count).orElse(end);
            if (has <= sent || has > blob.size()) {
                throw new SlipwayException.NetworkFailed(Problem.of("cannot " + purpose(repository, blob) + ": "
                        + session.endpoint().registry() + " took " + has + " bytes of " + end));
            }
            sent = has;
            location = location(answer);
        }

        /// Finds out how much the registry has.
        ///
        /// @return whether it has the blob by now
        private boolean resumeOrDone() throws IOException {
            Ask ask = Ask.of("GET", location, purpose(repository, blob));
            try (Answer answer = session.send(ask, scopes)) {
                Optional<Long> has = answer.status() == 204 || answer.status() == 200
                        ? answer.header("Range").flatMap(Uploads::count) : Optional.empty();
                // A range of 0-0 may mean one byte or none.
                if (has.isPresent() && has.get() > 1 && has.get() <= blob.size()) {
                    sent = has.get();
                    if (answer.header("Location").isPresent()) location = location(answer);
                    return false;
                }
            }
            if (blobs.has(repository, blob.digest())) return true;
            location = fresh();
            return false;
        }

        private Ask patch() {
            long from = sent;
            long length = Math.min(piece, blob.size() - from);
            return Ask.of("PATCH", location, purpose(repository, blob))
                    .header("Content-Type", "application/octet-stream")
                    .header("Content-Range", from + "-" + (from + length - 1))
                    .with(new Body.Streamed(length, () -> from(from)));
        }

        /// The request that closes the upload, with the whole blob if none of it has gone out yet.
        private Ask finish() {
            String separator = location.getRawQuery() == null ? "?" : "&";
            URI closing = URI.create(location + separator + "digest=" + blob.digest().toString().replace(":", "%3A"));
            Ask ask = Ask.of("PUT", closing, purpose(repository, blob)).header("Content-Type", "application/octet-stream");
            return sent == 0 && blob.size() > 0 ? ask.with(new Body.Streamed(blob.size(), () -> from(0))) : ask;
        }

        private InputStream from(long start) throws IOException {
            InputStream in = bytes.open();
            try {
                in.skipNBytes(start);
            } catch (IOException | RuntimeException e) {
                in.close();
                throw e;
            }
            return new Counted(in, start, moved);
        }
    }

    private static Optional<Long> count(String range) {
        Matcher matcher = RANGE.matcher(range.strip());
        return matcher.matches() ? Optional.of(Long.parseLong(matcher.group(1)) + 1) : Optional.empty();
    }

    /// Tells how far it has been read.
    private static final class Counted extends FilterInputStream {
        private final LongConsumer moved;
        private long position;

        Counted(InputStream in, long position, LongConsumer moved) {
            super(in);
            this.position = position;
            this.moved = moved;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            if (count > 0) {
                position += count;
                moved.accept(position);
            }
            return count;
        }
    }
}
