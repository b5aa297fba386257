/// Base images from distribution packages, no package manager run.
///
/// The front door is [slipway.compose.Composer]: it turns a [slipway.compose.Composition], read from YAML, into an image.
/// `docs/compose.md` describes the file. Uses the other rooms of this module; none of them may use this one.
@NullMarked
package slipway.compose;

import org.jspecify.annotations.NullMarked;
