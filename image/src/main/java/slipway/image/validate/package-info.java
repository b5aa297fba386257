/// Checks every promise that an image makes.
///
/// The front door is [slipway.image.validate.ImageValidator]. It is the oracle of tests: whatever writes an image, what it
/// wrote must pass.
@NullMarked
package slipway.image.validate;

import org.jspecify.annotations.NullMarked;
