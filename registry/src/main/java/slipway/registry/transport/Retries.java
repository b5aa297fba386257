package slipway.registry.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLHandshakeException;
import slipway.diagnostics.SlipwayException;

/// Tries again what may well succeed the next time: after 429, 500, 502, 503, 504, and after a connection that broke.
///
/// A host that does not exist, refuses connections or is not trusted will not change its mind in a second, so those fail at
/// once. Pauses grow exponentially with a random part, and a `Retry-After` is obeyed.
public final class Retries {

    /// What is tried.
    @FunctionalInterface
    public interface Exchange {
        Answer send() throws IOException;
    }

    private Retries() {}

    /// The first answer worth having; the last one when attempts run out.
    public static Answer run(Limits limits, Exchange exchange) throws IOException {
        for (int attempt = 1;; attempt++) {
            Duration pause = pause(limits, attempt);
            try {
                Answer answer = exchange.send();
                Duration asked = answer.retryAfter().orElse(pause);
                boolean tooLong = asked.compareTo(limits.longestPause()) > 0;
                if (!isPassing(answer.status()) || attempt >= limits.attempts() || tooLong) return answer;
                answer.close();
                pause = asked;
            } catch (IOException e) {
                if (attempt >= limits.attempts() || !isPassing(e)) throw e;
            }
            sleep(pause);
        }
    }

    public static boolean isPassing(int status) {
        return switch (status) {
            case 429, 500, 502, 503, 504 -> true;
            default -> false;
        };
    }

    public static boolean isPassing(IOException failure) {
        if (Thread.currentThread().isInterrupted()) throw new SlipwayException.Interrupted();
        if (failure instanceof HttpConnectTimeoutException) return true;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean lasting = cause instanceof ConnectException || cause instanceof UnknownHostException
                    || cause instanceof UnresolvedAddressException || cause instanceof SSLHandshakeException
                    || NetworkFaults.isNotTls(cause);
            if (lasting) return false;
        }
        return true;
    }

    /// Between a half and the whole of what the attempt's number calls for.
    public static Duration pause(Limits limits, int attempt) {
        long most = limits.pause().toMillis() << Math.min(attempt - 1, 16);
        long bounded = Math.clamp(most, 1, Math.max(1, limits.longestPause().toMillis()));
        return Duration.ofMillis(bounded / 2 + ThreadLocalRandom.current().nextLong(bounded / 2 + 1));
    }

    public static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SlipwayException.Interrupted();
        }
    }
}
