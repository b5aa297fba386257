/// The rules, a class and a page each.
///
/// The front door is [slipway.check.rules.Rules], which lists them. A rule knows its view and nothing of other rules; what a
/// user reads about it, and the examples it is tested with, is in the page of its name.
@NullMarked
package slipway.check.rules;

import org.jspecify.annotations.NullMarked;
