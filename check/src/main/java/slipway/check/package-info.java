/// Findings on a Dockerfile, and the repairs that come with them.
///
/// The front door is [slipway.check.Checker]: it runs rules over a [slipway.check.view.View] of a file and leaves out what
/// `# check=` silences. A [slipway.check.Rule] is one class and one page, both in `slipway.check.rules`. This package knows
/// no rule by name, no image and no network; what a base image says comes through [slipway.check.view.BaseImages].
@NullMarked
package slipway.check;

import org.jspecify.annotations.NullMarked;
