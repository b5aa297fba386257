/// Files that can be copied from, wherever they are: a context on this machine, the layers of an image or a stage, the
/// Dockerfile itself. And [slipway.build.files.CopyLayout], which works out what a copy makes of them.
///
/// The front door is [slipway.build.files.FileSource].
@NullMarked
package slipway.build.files;

import org.jspecify.annotations.NullMarked;
