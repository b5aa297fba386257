/// What `slipway bake` does: from the targets of a definition to requests for builds, and what is shown of them.
///
/// The front doors are [slipway.cli.bake.BakeOptions] and [slipway.cli.bake.BakeRun]. A target becomes the words of a
/// `slipway build`, so that an attribute means what the option does; nothing of builds is read a second time here.
@NullMarked
package slipway.cli.bake;

import org.jspecify.annotations.NullMarked;
