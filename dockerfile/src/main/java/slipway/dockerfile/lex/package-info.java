/// From characters to pieces: lines joined, comments set aside, flags, words and JSON cut out, each knowing its place.
///
/// The front doors are [slipway.dockerfile.lex.LineReader], which walks a file, and [slipway.dockerfile.lex.PlacedText],
/// the string it hands on. The package knows no instruction and is not exported.
@NullMarked
package slipway.dockerfile.lex;

import org.jspecify.annotations.NullMarked;
