/// Variables and quotes: what a builder makes of a word before it acts on it.
///
/// The front door is [slipway.dockerfile.expand.Expansion]. The package uses the tree and knows neither files nor images;
/// values come from a function its caller gives.
@NullMarked
package slipway.dockerfile.expand;

import org.jspecify.annotations.NullMarked;
