/// What is in a layer: entries, their index, the tree that a stack of layers makes, and the tar they are written as.
///
/// The front doors are [slipway.image.layer.FileTree], which answers questions about the files of an image without unpacking
/// it, and `LayerWriter`, which turns entries into a stored [slipway.image.Layer].
@NullMarked
package slipway.image.layer;

import org.jspecify.annotations.NullMarked;
