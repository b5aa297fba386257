/// What processes find mounted and that is not of this build: directories that outlive it.
///
/// The front door is [slipway.build.run.mount.CacheMounts].
@NullMarked
package slipway.build.run.mount;

import org.jspecify.annotations.NullMarked;
