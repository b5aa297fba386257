/// Descriptions of commands as text: help for people, pages for the documentation, scripts for shells.
///
/// The front door is [slipway.cli.help.HelpPrinter]. Knows pages, and no command.
@NullMarked
package slipway.cli.help;

import org.jspecify.annotations.NullMarked;
