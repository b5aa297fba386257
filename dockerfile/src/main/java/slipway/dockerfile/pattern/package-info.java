/// Patterns of paths: what `.dockerignore` leaves out, and what `COPY a*` picks.
///
/// The front doors are [slipway.dockerfile.pattern.IgnoreFile] and [slipway.dockerfile.pattern.PathPattern]. Paths are
/// strings with slashes; nothing here touches a file system. Matching takes time in proportion to pattern times path,
/// whatever the pattern: it may come from a stranger.
@NullMarked
package slipway.dockerfile.pattern;

import org.jspecify.annotations.NullMarked;
