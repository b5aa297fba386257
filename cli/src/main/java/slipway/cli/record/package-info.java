/// What builds leave behind: a record of each, and its log, kept in the store for as long as there is room. The front door
/// is [slipway.cli.record.BuildRecords].
///
/// A log holds the events of a build as `--progress rawjson` writes them, so any view can show it again. Knows progress and
/// nothing of commands.
@NullMarked
package slipway.cli.record;

import org.jspecify.annotations.NullMarked;
