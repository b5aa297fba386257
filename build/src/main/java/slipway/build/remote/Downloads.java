package slipway.build.remote;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.SequencedMap;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// Asks servers for what is at web addresses.
public interface Downloads {

    /// Sends a GET. Redirects are followed, and what may succeed the next time is tried again; a header `Authorization` goes
    /// to no other host than the first.
    ///
    /// @return the last answer, whatever its status; the caller closes it
    /// @throws slipway.diagnostics.SlipwayException.NetworkFailed when there is no answer
    Answer get(URI address, SequencedMap<String, String> headers) throws IOException;

    /// Reaches nothing.
    Downloads NONE = (address, _) -> {
        throw new SlipwayException.NetworkFailed(Problem.of("cannot download " + address.getPath()
                + ": there is no network"));
    };

    /// What a server says.
    interface Answer extends AutoCloseable {

        int status();

        /// The value of a header, the first if there are several.
        Optional<String> header(String name);

        /// The body, which is read at most once. A connection that breaks is an `IOException`.
        InputStream body();

        @Override
        void close() throws IOException;
    }
}
