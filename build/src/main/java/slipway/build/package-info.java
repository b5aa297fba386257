/// What a build is asked for, what it tells while it runs, and what it gives: [slipway.build.BuildRequest],
/// [slipway.build.Progress], [slipway.build.BuildResult].
///
/// Words only. The work is done by [slipway.build.builder.Builder] and the packages behind it; a build knows no command line
/// and no registry, and is told where images come from and go to as [slipway.image.ImageSource] and
/// [slipway.image.ImageSink].
@NullMarked
package slipway.build;

import org.jspecify.annotations.NullMarked;
