/// The options of `RUN --mount`: read when the file is parsed, settled when their variables have values.
///
/// The front door for builders is [slipway.dockerfile.mount.MountSettings]. Nothing here mounts anything.
@NullMarked
package slipway.dockerfile.mount;

import org.jspecify.annotations.NullMarked;
