/// Layouts and archives: images in a directory or a tar, as other tools write and read them.
///
/// The front door for reading is [slipway.image.archive.Archives#open], which finds out what a path holds; what it gives is
/// an [slipway.image.archive.ImageArchive], an image source like any other. For writing there are
/// [slipway.image.archive.OciLayout], [slipway.image.archive.OciArchive] and [slipway.image.archive.DockerArchive]. What
/// they write depends on the images alone: entries are sorted, times are 0.
///
/// All that is read comes from strangers. Paths cannot lead out, sizes and counts have limits, and bytes are verified as
/// they are read. This package knows no registry and no build.
@NullMarked
package slipway.image.archive;

import org.jspecify.annotations.NullMarked;
