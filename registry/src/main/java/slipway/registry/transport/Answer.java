package slipway.registry.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One HTTP response. Its body is read at most once, and closing frees the connection.
public final class Answer implements AutoCloseable {

    private final int status;
    private final URI uri;
    private final HttpHeaders headers;
    private final InputStream body;

    Answer(int status, URI uri, HttpHeaders headers, InputStream body) {
        this.status = status;
        this.uri = uri;
        this.headers = headers;
        this.body = body;
    }

    public int status() {
        return status;
    }

    /// Where it came from, after redirects.
    public URI uri() {
        return uri;
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    public List<String> headers(String name) {
        return headers.allValues(name);
    }

    /// The number that a header holds; absent when there is none or it is no number.
    public OptionalLong number(String name) {
        try {
            return header(name).map(text -> OptionalLong.of(Long.parseLong(text.strip()))).orElse(OptionalLong.empty());
        } catch (NumberFormatException notOne) {
            return OptionalLong.empty();
        }
    }

    /// How long the other side wants us to wait: `Retry-After`, in seconds or as a date (RFC 9110, 10.2.3).
    public Optional<Duration> retryAfter() {
        Optional<String> text = header("Retry-After").map(String::strip);
        if (text.isEmpty()) return Optional.empty();
        if (text.get().matches("\\d{1,9}")) return Optional.of(Duration.ofSeconds(Long.parseLong(text.get())));
        try {
            var when = ZonedDateTime.parse(text.get(), DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(java.time.Instant.now(), when);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeParseException unknown) {
            return Optional.empty();
        }
    }

    /// The body, unread. The stream breaks off with an `IOException` when the other side stalls.
    public InputStream body() {
        return body;
    }

    /// The whole body, unless it has more than `limit` bytes.
    ///
    /// @return absent when it is longer
    public Optional<byte[]> read(int limit) throws IOException {
        byte[] bytes = body.readNBytes(limit + 1);
        return bytes.length > limit ? Optional.empty() : Optional.of(bytes);
    }

    /// The beginning of the body, whatever its length.
    public byte[] beginning(int length) throws IOException {
        return body.readNBytes(length);
    }

    /// Reads a short rest, so that the connection can serve again, and lets go.
    @Override
    public void close() {
        try (body) {
            body.readNBytes(8 << 10);
        } catch (IOException gone) {
            // The answer has been judged by its status already; a broken connection is not used again.
            return;
        }
    }
}
