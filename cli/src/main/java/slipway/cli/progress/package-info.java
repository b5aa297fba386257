/// What a build does, shown as it happens.
///
/// The front door is [slipway.cli.progress.ProgressView], of which there are four kinds: for a terminal, for a log, for a
/// program, and for nobody. All write to one stream, and tell time by a clock that tests can set.
@NullMarked
package slipway.cli.progress;

import org.jspecify.annotations.NullMarked;
