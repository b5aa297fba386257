package slipway.image.layer;

import java.io.IOException;
import java.io.InputStream;

/// Where the bytes of a regular file are.
@FunctionalInterface
public interface Content {

    /// Opens the bytes from the beginning. The caller closes the stream.
    InputStream open() throws IOException;
}
