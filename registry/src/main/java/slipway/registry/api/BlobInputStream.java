package slipway.registry.api;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.registry.transport.Answer;
import slipway.registry.transport.NetworkFaults;
import slipway.registry.transport.Retries;

/// A blob's bytes over as many connections as it takes.
final class BlobInputStream extends InputStream {

    /// So much has to arrive for an earlier failure to be forgiven; else a registry could keep us for ever.
    private static final long PROGRESS = 1 << 20;

    private final Session session;
    private final String repository;
    private final Descriptor blob;
    private long position;
    private long forgiven;
    private int failures;
    private boolean closed;
    private @Nullable Answer answer;

    BlobInputStream(Session session, String repository, Descriptor blob, long start) throws IOException {
        if (start < 0 || start > blob.size()) throw new IllegalArgumentException("not inside the blob: " + start);
        this.session = session;
        this.repository = repository;
        this.blob = blob;
        this.position = start;
        this.forgiven = start;
        this.answer = start == blob.size() && start > 0 ? null : Blobs.ask(session, repository, blob, start);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (closed) throw new IOException("the stream is closed");
        if (length == 0) return 0;
        while (true) {
            if (position == blob.size()) return end();
            Answer current = answer;
            if (current == null) {
                current = Blobs.ask(session, repository, blob, position);
                answer = current;
            }
            try {
                int count = current.body().read(bytes, offset, (int) Math.min(length, blob.size() - position));
                if (count < 0) throw new IOException("it ended after " + position + " of " + blob.size() + " bytes");
                position += count;
                if (position - forgiven >= PROGRESS) forgive();
                return count;
            } catch (IOException e) {
                again(e);
            }
        }
    }

    private void forgive() {
        failures = 0;
        forgiven = position;
    }

    private void again(IOException failure) {
        drop();
        failures++;
        if (failures >= session.limits().attempts() || !Retries.isPassing(failure)) {
            throw NetworkFaults.of("pull blob " + blob.digest() + " of " + repository, session.endpoint().authority(),
                    failure);
        }
        Retries.sleep(Retries.pause(session.limits(), failures));
    }

    /// All is here. More than all would be another blob.
    private int end() {
        Answer current = answer;
        if (current == null) return -1;
        boolean more;
        try {
            more = current.body().read() >= 0;
        } catch (IOException broken) {
            more = false;
        }
        drop();
        if (!more) return -1;
        throw new SlipwayException.CorruptData(Problem.of("blob " + blob.digest() + " of " + repository + " at "
                + session.endpoint().registry() + " is longer than " + blob.size() + " bytes"));
    }

    private void drop() {
        Answer current = answer;
        answer = null;
        if (current == null) return;
        try {
            current.body().close();
        } catch (IOException gone) {
            // It is the connection that we are giving up.
            return;
        }
    }

    @Override
    public void close() {
        closed = true;
        drop();
    }
}
