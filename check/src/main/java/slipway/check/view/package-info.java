/// A Dockerfile as rules see it: its tree, and what its variables are at each place.
///
/// The front door is [slipway.check.view.View]. Nothing here is a rule, reads a file or asks a network; what is outside of
/// the Dockerfile (arguments, ignored files, base images) is handed in with [slipway.check.view.Given].
@NullMarked
package slipway.check.view;

import org.jspecify.annotations.NullMarked;
