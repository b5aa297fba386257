/// Wildcards: one engine for all places that have them, each with a grammar of its own.
///
/// The front door is [slipway.dockerfile.match.Glob]. Time is in proportion to pattern times text, whatever the pattern,
/// because patterns come from strangers; this is why regular expressions are not used. Not exported.
@NullMarked
package slipway.dockerfile.match;

import org.jspecify.annotations.NullMarked;
