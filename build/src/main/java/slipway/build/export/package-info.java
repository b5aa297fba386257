/// The ways out: a result goes to the store, to registries, into archives and directories.
///
/// The front door is [slipway.build.export.Exports].
@NullMarked
package slipway.build.export;

import org.jspecify.annotations.NullMarked;
