/// From text to tree: one parser for each instruction, and [slipway.dockerfile.parse.Parser], the front door.
///
/// An instruction's parser gets its flags and arguments already cut out by `lex` and says what they mean. A mistake ends
/// the parse with a [slipway.diagnostics.SlipwayException.BadInput] that points at it. Nothing here replaces variables.
@NullMarked
package slipway.dockerfile.parse;

import org.jspecify.annotations.NullMarked;
