/// What a command is called, takes and explains, as data; and the reading of arguments by it.
///
/// The front door is [slipway.cli.spec.Page]: the whole description of one command, from which its arguments are read, its
/// help is printed and its completion is written. Knows no command and no terminal.
@NullMarked
package slipway.cli.spec;

import org.jspecify.annotations.NullMarked;
