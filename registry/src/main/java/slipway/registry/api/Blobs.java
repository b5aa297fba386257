package slipway.registry.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.registry.auth.Scope;
import slipway.registry.transport.Answer;
import slipway.registry.transport.Ask;
import slipway.registry.transport.NetworkFaults;

/// Blobs: `/v2/<repository>/blobs/<digest>`.
public final class Blobs {

    private final Session session;
    private final Intent intent;

    public Blobs(Session session) {
        this(session, Intent.PULL);
    }

    public Blobs(Session session, Intent intent) {
        this.session = session;
        this.intent = intent;
    }

    /// Whether the repository has the blob.
    public boolean has(String repository, Digest digest) throws IOException {
        Ask ask = Ask.of("HEAD", session.address(repository, "blobs/" + digest),
                "look up blob " + digest + " of " + repository);
        try (Answer answer = session.send(ask, intent.scope(session.repository(repository)))) {
            return switch (answer.status()) {
                case 200 -> true;
                case 404 -> false;
                default -> throw session.refused(ask, answer);
            };
        }
    }

    /// The bytes of a blob from `start` on. A connection that breaks is made anew, and the transfer goes on where it
    /// stopped. The stream has exactly the descriptor's size; whether the bytes are those of the digest is for its reader
    /// to check.
    public InputStream open(String repository, Descriptor blob, long start) throws IOException {
        return new BlobInputStream(session, repository, blob, start);
    }

    /// All bytes of a small blob, verified.
    ///
    /// @throws SlipwayException.CorruptData when it has more than `limit` bytes, or other bytes than promised
    public byte[] read(String repository, Descriptor blob, int limit) throws IOException {
        if (blob.size() > limit) {
            throw new SlipwayException.CorruptData(
                    Problem.of("blob " + blob.digest() + " of " + repository + " has " + blob.size()
                    + " bytes; at most " + limit + " are expected of one of type " + blob.mediaType()));
        }
        try (InputStream in = open(repository, blob, 0)) {
            byte[] bytes = in.readAllBytes();
            var hash = blob.digest().newHash();
            hash.update(bytes);
            if (!blob.digest().matches(hash)) throw corrupt(repository, blob, "its bytes are not those of the digest");
            return bytes;
        }
    }

    /// @return whether there was something to delete
    public boolean delete(String repository, Digest digest) throws IOException {
        Ask ask = Ask.of("DELETE", session.address(repository, "blobs/" + digest),
                "delete blob " + digest + " of " + repository);
        try (Answer answer = session.send(ask, Scope.delete(session.repository(repository)))) {
            return switch (answer.status()) {
                case 200, 202, 204 -> true;
                case 404 -> false;
                default -> throw session.refused(ask, answer);
            };
        }
    }

    private SlipwayException corrupt(String repository, Descriptor blob, String why) {
        return new SlipwayException.CorruptData(Problem.of("blob " + blob.digest() + " of " + repository + " at "
                + session.endpoint().registry() + " is corrupt: " + why));
    }

    /// Asks for a blob from an offset on.
    static Answer ask(Session session, String repository, Descriptor blob, long start) throws IOException {
        Ask ask = Ask.of("GET", session.address(repository, "blobs/" + blob.digest()),
                "pull blob " + blob.digest() + " of " + repository);
        if (start > 0) ask = ask.header("Range", "bytes=" + start + "-");
        Answer answer = session.send(ask, Scope.pull(session.repository(repository)));
        try {
            switch (answer.status()) {
                case 200 -> {
                    expect(session, repository, blob, answer, blob.size());
                    answer.body().skipNBytes(start);
                }
                case 206 -> {
                    String from = answer.header("Content-Range").orElse("");
                    if (!from.startsWith("bytes " + start + "-")) {
                        throw new SlipwayException.NetworkFailed(
                                Problem.of("cannot " + ask.purpose() + ": " + session.endpoint().registry()
                                + " sent another part than it was asked for"));
                    }
                    expect(session, repository, blob, answer, blob.size() - start);
                }
                default -> throw session.refused(ask, answer);
            }
            return answer;
        } catch (IOException e) {
            answer.close();
            throw NetworkFaults.of(ask.purpose(), answer.uri().getRawAuthority(), e);
        } catch (SlipwayException e) {
            answer.close();
            throw e;
        }
    }

    private static void expect(Session session, String repository, Descriptor blob, Answer answer, long length) {
        Optional<Long> said = answer.number("Content-Length").stream().boxed().findFirst();
        if (said.isEmpty() || said.get() == length) return;
        throw new SlipwayException.CorruptData(
                Problem.of("blob " + blob.digest() + " of " + repository + " is to have " + length
                + " bytes, but " + session.endpoint().registry() + " announces " + said.get()));
    }
}
