/// Where packages come from and why they can be believed: apt's source lists, keyrings, signatures, downloads.
///
/// The front doors are [slipway.compose.mirror.AptSources] and [slipway.compose.mirror.Mirror]. Uses `debian` for the
/// metadata; must not use `unpack` or the module's front package.
@NullMarked
package slipway.compose.mirror;

import org.jspecify.annotations.NullMarked;
