/// The nouns of the OCI image specification, as values.
///
/// The front door is [slipway.image.Image]: what a reference points to once it was loaded. Loading is the work of an
/// [slipway.image.ImageSource] and may fail; reading the value cannot. Bytes are found by [slipway.image.Digest] in a
/// [slipway.image.Store], and are verified as they are read.
///
/// This package knows no registry, no build and no command line.
@NullMarked
package slipway.image;

import org.jspecify.annotations.NullMarked;
