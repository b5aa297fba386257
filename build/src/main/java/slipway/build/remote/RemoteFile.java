package slipway.build.remote;

import java.time.Instant;
import java.util.Optional;
import slipway.image.Digest;

/// What was at a web address: a blob of the store.
///
/// @param modified when it was changed last, as the server says
public record RemoteFile(Digest digest, long size, Optional<Instant> modified) {}
