/// Where text stands and what is wrong with it.
///
/// The front door is [slipway.diagnostics.SlipwayException], the one family of errors that a user can act on, and
/// [slipway.diagnostics.Problem], what such an error says. [slipway.diagnostics.ProblemPrinter] turns a problem into the
/// text a person reads. This package uses nothing of the others.
@NullMarked
package slipway.diagnostics;

import org.jspecify.annotations.NullMarked;
