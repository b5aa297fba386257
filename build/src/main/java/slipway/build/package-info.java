/// The front door of the build: [slipway.build.BuildRequest] in, [slipway.build.BuildResult] out,
/// [slipway.build.Progress] in between.
///
/// A build knows no command line and no registry. Where images come from and go to is told to it as
/// [slipway.image.ImageSource] and [slipway.image.ImageSink].
@NullMarked
package slipway.build;

import org.jspecify.annotations.NullMarked;
