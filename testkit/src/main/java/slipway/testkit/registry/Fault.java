package slipway.testkit.registry;

import java.time.Duration;
import java.util.Map;

/// What goes wrong with one request.
public sealed interface Fault {

    /// Answers with a status, some headers and a text instead of doing anything.
    record Refuse(int status, Map<String, String> headers, String body) implements Fault {
        public static Refuse with(int status) {
            return new Refuse(status, Map.of(), "");
        }
    }

    /// Closes the connection when so many bytes of the answer's body have gone out.
    record Break(long after) implements Fault {}

    /// Closes the connection when so many bytes of the request's body have come in; those are kept.
    record BreakUpload(long after) implements Fault {}

    /// Sends the answer's body with one bit of it turned over.
    record Corrupt() implements Fault {}

    /// Sends the answer's body, but announces another length.
    record Misstate(long length) implements Fault {}

    /// Sends so many bytes of the answer's body, then nothing for a while.
    record Stall(long after, Duration length) implements Fault {}

    /// Sends a blob from its beginning, whatever part of it was asked for.
    record IgnoreRange() implements Fault {}

    /// Sends a body of zeros of that length, without saying how long it is.
    record Flood(long length) implements Fault {}
}
