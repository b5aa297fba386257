/// The same Dockerfiles built by Slipway and by Docker, and what came out compared: configuration, history and files.
///
/// A case is a directory under `conformance/cases`, see [slipway.conformance.Case]. Images are read by a reader of this
/// package's own ([slipway.conformance.LayeredFiles]), so that a mistake in ours cannot hide itself.
@NullMarked
package slipway.conformance;

import org.jspecify.annotations.NullMarked;
