/// The command line: from the words a user types to the work of the other modules, and back to text.
///
/// The front door is [slipway.cli.Main]. [slipway.cli.CommandLine] finds the command, parses its arguments, runs it and
/// turns errors into messages and exit codes. Commands are in `slipway.cli.command`, one file each; what they are given
/// of the outside world is in one [slipway.cli.Call].
@NullMarked
package slipway.cli;

import org.jspecify.annotations.NullMarked;
