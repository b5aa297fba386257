package slipway.registry.transport;

import java.io.IOException;
import java.io.InputStream;

/// What a request carries. Each can be sent more than once.
public sealed interface Body {

    Body NONE = new None();

    /// Nothing.
    record None() implements Body {}

    /// Bytes at hand.
    record Bytes(byte[] bytes) implements Body {}

    /// Exactly `length` bytes of a stream that is opened when they are sent.
    record Streamed(long length, Opener opener) implements Body {}

    /// Opens the bytes from their beginning.
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }
}
