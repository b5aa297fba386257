/// The commands, one file each, and the list of them.
///
/// The front door is [slipway.cli.command.Commands]. A command describes itself by a [slipway.cli.spec.Page] and does its
/// work in `run`, which may fail with a `SlipwayException` only for reasons a user can act on.
@NullMarked
package slipway.cli.command;

import org.jspecify.annotations.NullMarked;
