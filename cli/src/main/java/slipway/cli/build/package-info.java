/// From the words of `slipway build` to a build: contexts, named contexts, outputs, and the rooms a build works in.
///
/// The front doors are [slipway.cli.build.BuildOptions], [slipway.cli.build.LoadedContext] and
/// [slipway.cli.build.Workbench].
@NullMarked
package slipway.cli.build;

import org.jspecify.annotations.NullMarked;
